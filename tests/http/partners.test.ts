import { beforeAll, expect, test } from "vitest";
import { callerIdOf, pageOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  assetsOf,
  atNewBrand,
  type Brand,
  brandDetails,
  brandOf,
  brandsAt,
  brandsOf,
  reviewed,
  uploadLogo,
} from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const LEGAL_NAME = 'Acme "Holding" {}},';

let owner: Api;
let partner: Api;
let partnerId: string;

const delegation = (brandId: string) => ({ brandId, partnerId, by: "tests", now: Date.now() });
const share = (brandId: string) => registry().share(delegation(brandId));
const unshare = (brandId: string) => registry().unshare(delegation(brandId));

/** An org with a legal name, and an account of its own. */
async function newOwner(): Promise<Api> {
  const orgId = freshId();
  await registry().addOrg({ orgId, legalName: LEGAL_NAME, now: Date.now() });
  const { clientId } = await addAccount(registry(), orgId);
  const token = await addToken(registry(), clientId, 3_600_000);
  return owner.at({ orgId, token });
}

const newBrand = async (api: Api, more = {}): Promise<Brand> =>
  brandOf(await brandsAt(api).create(brandDetails(more)));
const idsOf = ({ data }: { readonly data: readonly { readonly id: string }[] }) => data.map(({ id }) => id);

/** The partner's account with its own org in the path. */
const own = () => partner.at({ orgId: partnerId });
const delegated = async (query = "") =>
  brandsOf(await own().call({ target: `/api/v1/orgs/${partnerId}/delegated-brands${query}` }));
const filter = (ql: string) => `?ql=${encodeURIComponent(ql)}`;

interface Notice {
  readonly type: string;
  readonly operation?: string;
  readonly resourceDetails: { readonly brandId: string; readonly delegationDetails?: object };
}

async function noticesAt(at: Api, collection: string): Promise<Notice[]> {
  const answer = await at.call({ target: `/api/v1/orgs/${at.orgId}/${collection}` });
  return answer.status === 204 ? [] : JSON.parse(answer.text).data;
}

beforeAll(async () => {
  const [world, other] = [await newWorld(program(), registry()), await newWorld(program(), registry())];
  partnerId = other.api.orgId;
  owner = world.api;
  owner = await newOwner();
  partner = owner.at({ token: other.api.token });
});

test("a partner's list has the shared brands alone, with their total, page by page", async () => {
  const api = await newOwner();
  const brands: Brand[] = [];
  for (let count = 0; count < 7; count += 1) brands.push(await newBrand(api));
  const shared = brands.filter((_, index) => index % 2 === 0).map(({ id }) => id);
  for (const id of shared) await share(id);
  const seen: string[] = [];
  const path = brandsAt(api).path;
  for (let target: string | undefined = `${path}?limit=3`; target !== undefined; ) {
    const page = brandsOf(await partner.call({ target }));
    expect(page.total).toBe(4);
    for (const brand of page.data) expect(brand.metadata).toEqual([]);
    seen.push(...idsOf(page));
    target = page.pagination.next;
  }
  expect(seen).toEqual([...shared].reverse());
  const all = brandsOf(await brandsAt(api).list());
  expect(all.total).toBe(7);
  const [hidden] = brands.filter(({ id }) => !shared.includes(id));
  const find = async (ql: string) =>
    brandsOf(await brandsAt(partner.at(api).at({ token: partner.token })).find(ql));
  expect((await find(`id==${hidden?.id}`)).total).toBe(0);
  expect((await find(`id==${shared[0]}`)).total).toBe(1);
  expect((await find(`id!=${shared[0]}`)).total).toBe(3);
  for (const id of shared) await unshare(id);
  expect(summaryOf(await partner.call({ target: path }))).toBe("403 Forbidden");
});

test("delegated brands of all owners, each with its own, by owner and by field", async () => {
  const [one, other] = [await newOwner(), await newOwner()];
  const brands = [await newBrand(one), await newBrand(one), await newBrand(other)];
  for (const { id } of brands) await share(id);
  const page = await delegated();
  expect(idsOf(page)).toEqual(brands.map(({ id }) => id).reverse());
  expect(page.total).toBe(3);
  expect(page.data.map(({ brandDetails: { orgDetails } }) => orgDetails)).toEqual([
    { orgLegalName: LEGAL_NAME, orgId: other.orgId },
    { orgLegalName: LEGAL_NAME, orgId: one.orgId },
    { orgLegalName: LEGAL_NAME, orgId: one.orgId },
  ]);
  const [newest] = page.data;
  const { brandDetails: details, metadata, ...rest } = newest ?? expect.fail();
  const { orgDetails: _, ...plain } = details;
  const got = brandOf(await brandsAt(partner.at({ orgId: other.orgId })).get(newest?.id ?? ""));
  expect({ ...rest, brandDetails: plain }).toEqual(got);
  expect(metadata).toEqual([]);

  const ofOne = await delegated(filter(`orgId==${one.orgId}`));
  expect([idsOf(ofOne), ofOne.total]).toEqual([[brands[1]?.id, brands[0]?.id], 2]);
  const cases: [string, number][] = [
    [`orgId!=${one.orgId}`, 1],
    [`orgId=in=(${one.orgId},${other.orgId})`, 3],
    [`orgId=out=(${one.orgId},${other.orgId})`, 0],
    [`orgId==${freshId()}`, 0],
    [`orgId==${one.orgId};brandDetails.countryCodes==US`, 2],
    [
      `orgId==${one.orgId};brandDetails.displayNames.name=="${brands[0]?.brandDetails.displayNames[0]?.name}"`,
      1,
    ],
    [`id==${brands[2]?.id},orgId==${one.orgId}`, 3],
    ["state==PUBLISHED", 0],
  ];
  for (const [ql, total] of cases) {
    const found = await delegated(filter(ql));
    expect([ql, found.total, found.data.length]).toEqual([ql, total, total]);
  }

  const walked: string[] = [];
  const start = `?limit=1&ql=${encodeURIComponent(`orgId==${one.orgId}`)}`;
  for (let next: string | undefined = start; next !== undefined; ) {
    const query: string = next.slice(next.indexOf("?"));
    const { data, pagination } = await delegated(query);
    walked.push(...data.map(({ id }) => id));
    if (pagination.next !== undefined) {
      expect(pagination.next).toMatch(`/api/v1/orgs/${partnerId}/delegated-brands?`);
    }
    next = pagination.next;
  }
  expect(walked).toEqual([brands[1]?.id, brands[0]?.id]);
  for (const { id } of brands) await unshare(id);
  expect(await delegated()).toEqual({ data: [], pagination: {}, total: 0 });
});

test("a bare brand is delegated with its owner and nothing else", async () => {
  const api = await newOwner();
  const brandId = freshId();
  await registry().addBrand({ orgId: api.orgId, brandId, now: Date.now() });
  await share(brandId);
  const { data } = await delegated(filter(`id==${brandId}`));
  expect(data[0]?.brandDetails).toEqual({ orgDetails: { orgLegalName: LEGAL_NAME, orgId: api.orgId } });
  await unshare(brandId);
});

test("orgId is a field of delegated brands alone", async () => {
  const answer = await brandsAt(owner).find(`orgId==${owner.orgId}`);
  expect(summaryOf(answer)).toBe("400 InvalidQuery");
});

test("a partner works on what is below a shared brand, and the owner sees it", async () => {
  const api = await atNewBrand(await newOwner());
  await share(api.brandId);
  const there = partner.at({ orgId: api.orgId, brandId: api.brandId });
  const imageId = await uploadLogo(there);
  const made = assetOf(await assetsAt(there).create({ imageId, intent: "PLACECARD_LOGO" }));
  const callerId = callerIdOf(await there.create({ phoneNumber: freshNumber() }));
  expect(idsOf(assetsOf(await assetsAt(api).list()))).toEqual([made.id]);
  expect(idsOf(pageOf(await api.list()))).toEqual([callerId.id]);
  expect(made.orgId).toBe(api.orgId);
  const image = `/api/v1/orgs/${api.orgId}/images/${imageId}/metadata`;
  expect((await there.call({ target: image })).status).toBe(200);

  await unshare(api.brandId);
  expect(summaryOf(await there.call({ target: image }))).toBe("403 Forbidden");
  expect(summaryOf(await assetsAt(there).get(made.id))).toBe("403 Forbidden");
  expect((await assetsAt(api).get(made.id)).status).toBe(200);
  expect((await api.get(callerId.id)).status).toBe(200);
});

test("notifications and feedback tell a partner of shared brands alone, and of the delegation at home", async () => {
  const api = await newOwner();
  const [shared, hidden] = [await atNewBrand(api), await atNewBrand(api)];
  for (const at of [shared, hidden]) {
    await reviewed(registry(), "brand", at, at.brand);
    await reviewed(registry(), "callerId", at, callerIdOf(await at.create({ phoneNumber: freshNumber() })));
  }
  await share(shared.brandId);
  for (const collection of ["notifications", "feedback"]) {
    const brandsOfNotices = async (at: Api) =>
      (await noticesAt(at, collection)).map(({ resourceDetails }) => resourceDetails.brandId);
    expect(await brandsOfNotices(api)).toHaveLength(4);
    expect(await brandsOfNotices(partner.at({ orgId: api.orgId }))).toEqual([shared.brandId, shared.brandId]);
  }
  await unshare(shared.brandId);
  const home = (await noticesAt(own(), "notifications")).filter(
    ({ resourceDetails }) => resourceDetails.brandId === shared.brandId,
  );
  const details = (state: string) => ({ orgId: api.orgId, orgLegalName: LEGAL_NAME, state });
  expect(
    home.map(({ operation, resourceDetails }) => [operation, resourceDetails.delegationDetails]),
  ).toEqual([
    ["DELETE", details("NOT_ACTIVE")],
    ["CREATE", details("ACTIVE")],
  ]);
});

/** Follows a stream; `seen` waits until what has come so far matches, `ended` until it ends. */
function followed(api: Api) {
  const gone = new AbortController();
  let text = "";
  let wake = () => {};
  const reading = (async () => {
    const target = `${api.url}/api/v1/orgs/${api.orgId}/events/stream`;
    const { body } = await fetch(target, { headers: api.authorization, signal: gone.signal });
    for await (const chunk of (body ?? expect.fail()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      wake();
    }
    return text;
  })();
  return {
    ended: reading,
    async seen(what: RegExp) {
      while (!what.test(text)) await new Promise<void>((resolve) => (wake = resolve));
    },
    [Symbol.dispose]: () => gone.abort(),
  };
}

test("a stream tells a partner of shared brands alone, and ends with the last delegation", async () => {
  const api = await newOwner();
  const [shared, sister, hidden] = [await atNewBrand(api), await atNewBrand(api), await atNewBrand(api)];
  await share(shared.brandId);
  await share(sister.brandId);
  const stream = followed(partner.at({ orgId: api.orgId }));
  await stream.seen(/: callmark/);
  const before = [];
  for (const at of [hidden, sister, shared])
    before.push(callerIdOf(await at.create({ phoneNumber: freshNumber() })));
  await stream.seen(new RegExp(before[2]?.id ?? ""));
  await unshare(sister.brandId);
  const unseen = callerIdOf(await sister.create({ phoneNumber: freshNumber() }));
  const seen = callerIdOf(await shared.create({ phoneNumber: freshNumber() }));
  await stream.seen(new RegExp(seen.id));
  await unshare(shared.brandId);
  const late = callerIdOf(await shared.create({ phoneNumber: freshNumber() }));
  const text = await stream.ended;
  const told = [...before, unseen, seen, late].filter(({ id }) => text.includes(id)).map(({ id }) => id);
  expect(told).toEqual([before[1]?.id, before[2]?.id, seen.id]);
});

test("a deleted brand is gone for owner and partner, and so is all below it", async () => {
  const api = await atNewBrand(await newOwner());
  const kept = await atNewBrand(api);
  await share(api.brandId);
  await share(kept.brandId);
  const imageId = await uploadLogo(api);
  const asset = assetOf(await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO" }));
  const there = partner.at({ orgId: api.orgId, brandId: api.brandId });
  const image = `/api/v1/orgs/${api.orgId}/images/${imageId}/metadata`;
  expect((await there.call({ target: image })).status).toBe(200);
  expect((await brandsAt(api).remove(api.brandId, "*")).status).toBe(204);
  for (const at of [api, there]) {
    const answers = [
      await brandsAt(at).get(at.brandId),
      await assetsAt(at).list(),
      await assetsAt(at).get(asset.id),
      await assetsAt(at).create({ imageId, intent: "PLACECARD_LOGO" }),
      await at.list(),
      await at.create({ phoneNumber: freshNumber() }),
    ];
    expect(answers.map(summaryOf)).toEqual(Array(6).fill("404 NotFound"));
    expect(idsOf(brandsOf(await brandsAt(at).list()))).toEqual([kept.brandId]);
  }
  expect(idsOf(await delegated(filter(`orgId==${api.orgId}`)))).toEqual([kept.brandId]);
  expect(summaryOf(await there.call({ target: image }))).toBe("404 NotFound");
  // Lists show it to both where they are asked for what is deleted.
  for (const at of [api, there]) {
    expect(idsOf(brandsOf(await brandsAt(at).find("state==DELETED")))).toEqual([api.brandId]);
  }
  expect(idsOf(await delegated(filter(`state==DELETED;orgId==${api.orgId}`)))).toEqual([api.brandId]);
  const told = (await noticesAt(own(), "notifications")).filter(
    ({ resourceDetails }) => resourceDetails.brandId === api.brandId,
  );
  expect(told.map(({ type, operation }) => [type, operation])).toEqual([
    ["DELEGATION", "DELETE"],
    ["DELEGATION", "CREATE"],
  ]);
});
