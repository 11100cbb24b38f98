import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, callerIdOf, summaryOf } from "../../support/answer.ts";
import { type Api, bearer, JSON_HEADERS } from "../../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  type Brand,
  brandDetails,
  brandsAt,
  reviewed,
  uploadLogo,
} from "../../support/brands.ts";
import { ask } from "../../support/events.ts";
import { sharedProgram } from "../../support/program.ts";
import {
  addAccount,
  addReviewer,
  addToken,
  freshId,
  freshNumber,
  newWorld,
  sharedRegistry,
  type World,
} from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let world: World;
let api: Api & { readonly brand: Brand };

beforeAll(async () => {
  world = await newWorld(program(), registry());
  api = await atNewBrand(world.api);
});

interface Version {
  readonly etag: string;
  readonly from: string;
  readonly to?: string;
  readonly callerIdDetails?: object;
}
interface Step {
  readonly createdDate: string;
  readonly state: string;
  readonly etag: string;
  readonly by: { readonly role: string; readonly orgId?: string; readonly clientId?: string };
  readonly reason?: string;
  readonly validationReports: readonly { readonly code: string }[];
}
interface Page<Item> {
  readonly data: readonly Item[];
  readonly pagination: { readonly next?: string };
}

const own = (rest: string, { orgId, brandId }: Pick<Api, "orgId" | "brandId"> = api) =>
  `/registry/v1/orgs/${orgId}/brands/${brandId}/${rest}`;
const get = (rest: string, as: Api = api) => as.call({ target: own(rest) });
const bodyOf = <Body>(answer: Answer): Body => {
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return JSON.parse(answer.text) as Body;
};
const dataOf = <Item>(answer: Answer) => bodyOf<Page<Item>>(answer).data;

/** All items of a list, walked from a first page. */
async function walk<Item>(target: string, as: Api = api): Promise<Item[]> {
  const all: Item[] = [];
  for (let next: string | undefined = target; next !== undefined; ) {
    const page: Page<Item> = bodyOf(await as.call({ target: next }));
    all.push(...page.data);
    next = page.pagination.next;
  }
  return all;
}

describe("versions", () => {
  test("are those that were in force, newest first, with when they began and ended", async () => {
    const phoneNumber = freshNumber();
    const departments = ["customer_service", "service_center"].map(
      (end) => `department.general.support.${end}`,
    );
    const first = callerIdOf(await api.create({ phoneNumber }));
    await reviewed(registry(), "callerId", api, first);
    const etags = [first.etag];
    for (const department of departments) {
      const next = callerIdOf(await api.update(first.id, "*", { phoneNumber, department }));
      await reviewed(registry(), "callerId", api, next);
      etags.push(next.etag);
    }
    // What waits, and what was rejected, was never in force.
    const rejected = callerIdOf(await api.update(first.id, "*", { phoneNumber }));
    await reviewed(registry(), "callerId", api, rejected, "REJECTED");
    await api.update(first.id, "*", { phoneNumber });
    const all = dataOf<Version>(await get(`caller-ids/${first.id}/versions`));
    expect(all.map(({ etag }) => etag)).toEqual(etags.toReversed());
    expect(all.map(({ callerIdDetails }) => callerIdDetails)).toEqual([
      { phoneNumber, department: departments[1] },
      { phoneNumber, department: departments[0] },
      { phoneNumber },
    ]);
    expect(all.map(({ to }) => to)).toEqual([undefined, all[0]?.from, all[1]?.from]);
    expect(await walk(own(`caller-ids/${first.id}/versions?limit=1`))).toEqual(all);
    expect(await walk(own(`caller-ids/${first.id}/versions?limit=2`))).toEqual(all);

    await api.remove(first.id, "*");
    const [last, ...before] = dataOf<Version>(await get(`caller-ids/${first.id}/versions`));
    expect(before).toEqual(all.slice(1));
    expect(last).toEqual({ ...all[0], to: expect.any(String) });
  });

  test("of a brand and its assets have their details", async () => {
    const imageId = await uploadLogo(api);
    const asset = assetOf(await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO" }));
    expect(dataOf(await get(`assets/${asset.id}/versions`))).toEqual([]);
    await reviewed(registry(), "brandAsset", api, asset);
    await reviewed(registry(), "brand", api, api.brand);
    expect(dataOf(await get(`assets/${asset.id}/versions`))).toEqual([
      { etag: asset.etag, brandAssetDetails: asset.brandAssetDetails, from: expect.any(String) },
    ]);
    expect(dataOf(await get("versions"))).toEqual([
      { etag: api.brand.etag, brandDetails: api.brand.brandDetails, from: expect.any(String) },
    ]);
  });

  test("of a brand that nobody has described yet have no details", async () => {
    const bare = await world.addBrand();
    const brand = JSON.parse((await brandsAt(bare).get(bare.brandId)).text) as Brand;
    await reviewed(registry(), "brand", { ...bare, brandId: bare.brandId, orgId: bare.orgId }, brand);
    const [version] = dataOf<{ brandDetails: object }>(await bare.call({ target: own("versions", bare) }));
    expect(version?.brandDetails).toEqual({});
  });
});

describe("a history", () => {
  const decide = async (one: { id: string; etag: string }, more: object) => {
    const reviewer = await addReviewer(registry());
    const { status } = await ask(program().url, {
      method: "POST",
      target: `/review/v1/reviews/caller-ids/${api.brandId}/${one.id}/decision`,
      headers: { ...JSON_HEADERS, ...bearer(reviewer.token) },
      body: JSON.stringify({ etag: one.etag, ...more }),
    });
    expect(status).toBe(204);
    return reviewer;
  };

  test("has each step with who took it and why, newest first; of a reviewer only that it was one", async () => {
    const code = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
    const one = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
    const reviewer = await decide(one, { decision: "REJECT", code, note: "Whose is it?" });
    await api.remove(one.id, "*");
    const answer = await get(`caller-ids/${one.id}/history`);
    const steps = dataOf<Step>(answer);
    const account = { role: "account", orgId: api.orgId, clientId: world.account.clientId };
    expect(steps.map(({ state, by, etag }) => ({ state, by, etag }))).toEqual([
      { state: "DELETED", by: account, etag: one.etag },
      { state: "REJECTED", by: { role: "reviewer" }, etag: one.etag },
      { state: "PROCESSING", by: { role: "reviewer" }, etag: one.etag },
      { state: "SUBMITTED", by: account, etag: one.etag },
    ]);
    expect(steps[1]).toMatchObject({ reason: "Whose is it?", validationReports: [{ code }] });
    expect(steps.at(-1)?.createdDate).toBe(one.createdDate);
    expect(answer.text).not.toContain(reviewer.clientId);
    expect(await walk(own(`caller-ids/${one.id}/history?limit=1`))).toEqual(steps);
    await registry().removeAccounts({ clientId: reviewer.clientId });
    expect(dataOf<Step>(await get(`caller-ids/${one.id}/history`)).map(({ by }) => by.role)).toEqual(
      steps.map(({ by }) => by.role),
    );
  });

  test("tells the owner which org wrote, a partner its own part and the owner's, and nobody another's account", async () => {
    const parties = [];
    for (const _ of [1, 2]) {
      const orgId = freshId();
      await registry().addOrg({ orgId, now: Date.now() });
      await registry().share({ brandId: api.brandId, partnerId: orgId, by: "tests", now: Date.now() });
      const { clientId } = await addAccount(registry(), orgId);
      const token = await addToken(registry(), clientId, 3_600_000);
      parties.push({ orgId, clientId, api: api.at({ token }) });
    }
    const [one, other] = parties;
    if (one === undefined || other === undefined) throw new Error("No partners");
    const phoneNumber = freshNumber();
    const { id } = callerIdOf(await api.create({ phoneNumber }));
    for (const { api: partner } of parties)
      expect((await partner.update(id, "*", { phoneNumber })).status).toBe(200);
    const seen = async (as: Api) =>
      dataOf<Step>(await get(`caller-ids/${id}/history`, as)).map(({ by }) => by);
    const owner = { role: "account", orgId: api.orgId };
    expect(await seen(api)).toEqual([
      { role: "account", orgId: other.orgId },
      { role: "account", orgId: one.orgId },
      { ...owner, clientId: world.account.clientId },
    ]);
    expect(await seen(one.api)).toEqual([
      { role: "account" },
      { role: "account", orgId: one.orgId, clientId: one.clientId },
      owner,
    ]);
  });

  test("of a brand tells nothing of whom it is shared with", async () => {
    const steps = dataOf<Step>(await get("history"));
    expect(steps.at(-1)).toMatchObject({ state: "SUBMITTED", etag: api.brand.etag });
    expect(new Set(steps.map(({ etag }) => etag))).toEqual(new Set([api.brand.etag]));
  });
});

describe("a summary", () => {
  test("counts by state, and in all what is not deleted", async () => {
    const at = await atNewBrand(world.api);
    const made = [];
    for (let index = 0; index < 4; index += 1)
      made.push(callerIdOf(await at.create({ phoneNumber: freshNumber() })));
    const [first, second] = made;
    await reviewed(registry(), "callerId", at, first ?? expect.fail());
    await at.remove(second?.id ?? "", "*");
    expect(bodyOf(await at.call({ target: own("summary", at) }))).toEqual({
      states: { SUBMITTED: 2, PROCESSING: 0, PUBLISHED: 1, REJECTED: 0, FAILED: 0, DELETED: 1 },
      total: 3,
    });
    expect(summaryOf(await at.call({ target: `${own("summary", at)}?limit=1` }))).toBe(
      "400 UnknownParameter",
    );
  });
});

describe("delegations", () => {
  test("are those of the brand, with the names that are known, and how many they are", async () => {
    const at = await atNewBrand(world.api, brandDetails());
    const target = own("delegations", at);
    expect(bodyOf(await at.call({ target }))).toEqual({ data: [], pagination: {}, total: 0 });
    const ids = [freshId(), freshId(), freshId()];
    for (const [index, orgId] of ids.entries()) {
      await registry().addOrg({ orgId, now: 0, ...(index === 1 && { legalName: "Partner, Inc." }) });
      await registry().share({ brandId: at.brandId, partnerId: orgId, by: "tests", now: index * 1000 });
    }
    const all = await walk(`${target}?limit=2`, at);
    expect(all).toEqual([
      { orgId: ids[0], createdDate: "1970-01-01T00:00:00Z" },
      { orgId: ids[1], orgLegalName: "Partner, Inc.", createdDate: "1970-01-01T00:00:01Z" },
      { orgId: ids[2], createdDate: "1970-01-01T00:00:02Z" },
    ]);
    expect(bodyOf(await at.call({ target: `${target}?limit=1` }))).toMatchObject({ total: 3 });
  });
});

describe("the order of checks", () => {
  const id = freshId();
  test.each([
    ["GET", `brands/1/summary`, "404 NotFound", "Brand not found"],
    ["GET", `brands/1/versions?limit=0`, "404 NotFound", "Brand not found"],
    ["GET", `brands/{brand}/versions?limit=0`, "400 InvalidLimit", ""],
    ["GET", `brands/{brand}/history?after=x`, "400 InvalidCursor", ""],
    ["GET", `brands/{brand}/history?ql=state==DELETED`, "400 UnknownParameter", ""],
    ["GET", `brands/{brand}/caller-ids/${id}/history`, "404 NotFound", "Caller ID not found"],
    ["GET", `brands/{brand}/caller-ids/${id}/history?x`, "400 UnknownParameter", ""],
    ["GET", `brands/{brand}/assets/${id}/versions`, "404 NotFound", "Asset not found"],
    ["GET", `brands/{brand}/caller-ids/0/versions`, "404 NotFound", "Path not found"],
    ["GET", `brands/{brand}/brands/${id}/versions`, "404 NotFound", "Path not found"],
    ["GET", `brands/0/summary`, "404 NotFound", "Path not found"],
    ["POST", `brands/0/summary`, "404 NotFound", "Path not found"],
    ["POST", `brands/1/summary`, "405 MethodNotAllowed", ""],
    ["DELETE", `brands/1/versions`, "405 MethodNotAllowed", ""],
    ["GET", `webhooks/x/deliveries`, "404 NotFound", "Path not found"],
    ["GET", `webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries`, "404 NotFound", "Webhook not found"],
    ["GET", `webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries?limit=x`, "400 InvalidLimit", ""],
    ["POST", `webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries/e/replay`, "404 NotFound", "Webhook"],
    ["POST", `webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries/a.b/replay`, "404 NotFound", "Path"],
    ["GET", `webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries/e/replay`, "405 MethodNotAllowed", ""],
  ])("%s %s: %s", async (method, rest, expected, says) => {
    const path = `/registry/v1/orgs/${api.orgId}/${rest.replace("{brand}", api.brandId)}`;
    const answer = await api.call({ method, target: path });
    expect(summaryOf(answer)).toBe(expected);
    expect(answer.text).toContain(says);
    const foreign = await api.call({ method, target: path.replace(api.orgId, freshId()) });
    expect(summaryOf(foreign)).toBe("403 Forbidden");
    expect(summaryOf(await api.call({ method, target: path, headers: bearer("none") }))).toBe(
      "401 Unauthorized",
    );
  });

  test("a cursor is good for its own list alone", async () => {
    const made = [
      callerIdOf(await api.create({ phoneNumber: freshNumber() })),
      callerIdOf(await api.create({ phoneNumber: freshNumber() })),
    ];
    for (const one of made) await reviewed(registry(), "callerId", api, one);
    const [one, other] = made.map(({ id: callerId }) => own(`caller-ids/${callerId}/history`));
    const page = bodyOf<{ pagination: { cursors: { after: string } } }>(
      await api.call({ target: `${one}?limit=1` }),
    );
    const { after } = page.pagination.cursors;
    expect((await api.call({ target: `${one}?after=${after}` })).status).toBe(200);
    for (const target of [`${other}`, `${one}`.replace("history", "versions"), own("history")]) {
      expect(summaryOf(await api.call({ target: `${target}?after=${after}` }))).toBe("400 InvalidCursor");
    }
  });
});
