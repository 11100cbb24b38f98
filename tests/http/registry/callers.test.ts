import type { Caller } from "@callmark/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { callerIdOf, errorOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  brandDetails,
  brandOf,
  brandsAt,
  reviewed,
  uploadCover,
  uploadLogo,
} from "../../support/brands.ts";
import { ask } from "../../support/events.ts";
import { sharedProgram } from "../../support/program.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const DEPARTMENT = "department.general.support.customer_service";

/** A number whose caller ID, brand and logo are published, and what they are. */
interface Published {
  readonly api: Api;
  readonly phoneNumber: string;
  readonly callerId: { readonly id: string; readonly etag: string };
  readonly name: string;
}

let telephony: Api;
let published: Published;

beforeAll(async () => {
  const world = await newWorld(program(), registry());
  const { clientId } = await addAccount(registry(), "", "look-up");
  telephony = world.api.at({ token: await addToken(registry(), clientId, 3_600_000) });
  published = await publish(await atNewBrand(world.api));
});

const at = (phoneNumber: string) => `/registry/v1/callers/${phoneNumber}`;
const lookUp = (phoneNumber: string, as: Api = telephony) => as.call({ target: at(phoneNumber) });
async function callerAt(phoneNumber: string, as: Api = telephony): Promise<Caller> {
  const { status, text } = await lookUp(phoneNumber, as);
  expect([status, text]).toEqual([200, text]);
  return JSON.parse(text) as Caller;
}
async function expectNobody(phoneNumber: string, as: Api = telephony, what = "Published caller ID") {
  const answer = await lookUp(phoneNumber, as);
  expect([answer.status, errorOf(answer).message]).toEqual([404, `${what} not found`]);
}

async function publish(api: Awaited<ReturnType<typeof atNewBrand>>): Promise<Published> {
  const phoneNumber = freshNumber();
  await reviewed(registry(), "brand", api, api.brand);
  const callerId = callerIdOf(await api.create({ phoneNumber, department: DEPARTMENT }));
  await reviewed(registry(), "callerId", api, callerId);
  const [{ name } = { name: "" }] = api.brand.brandDetails.displayNames;
  return { api, phoneNumber, callerId, name };
}

describe("who calls", () => {
  test("is the brand with its name, its logo and the department, found by a number alone", async () => {
    const { api, phoneNumber, callerId, name } = published;
    expect(await callerAt(phoneNumber)).toEqual({
      phoneNumber,
      name,
      displayNames: [{ name, locale: "en", primary: true }],
      department: { key: DEPARTMENT, label: "Customer Service" },
      orgId: api.orgId,
      brandId: api.brandId,
      callerId: callerId.id,
    });
    const imageId = await uploadLogo(api);
    const logo = assetOf(await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO" }));
    expect(await callerAt(phoneNumber)).not.toHaveProperty("logo");
    await reviewed(registry(), "brandAsset", api, logo);
    const { logo: shown } = await callerAt(phoneNumber);
    const picture = await fetch(program().url + (shown?.cdnUrl ?? ""));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(shown?.cdnTemplateUrl).toContain("{w}x{h}");
  });

  test("has the logo that is in force, whatever an asset is to show next", async () => {
    const { api, phoneNumber } = await publish(await atNewBrand(published.api));
    const assets = assetsAt(api);
    const detailsOf = async (intent: "PLACECARD_LOGO" | "COVER_PHOTO") => {
      const imageId = intent === "COVER_PHOTO" ? await uploadCover(api) : await uploadLogo(api);
      return { imageId, intent };
    };
    const publishAsset = async (intent: "PLACECARD_LOGO" | "COVER_PHOTO") => {
      const asset = assetOf(await assets.create(await detailsOf(intent)));
      await reviewed(registry(), "brandAsset", api, asset);
      return assetOf(await assets.get(asset.id));
    };
    const [logo, cover] = [await publishAsset("PLACECARD_LOGO"), await publishAsset("COVER_PHOTO")];
    const { logo: shown } = await callerAt(phoneNumber);
    expect(shown).toBeDefined();

    // The newer one, a cover photo in force, is to be a logo, and the logo is to be a cover photo.
    for (const [{ id, etag }, intent] of [
      [cover, "PLACECARD_LOGO"],
      [logo, "COVER_PHOTO"],
    ] as const) {
      assetOf(await assets.update(id, etag, await detailsOf(intent)));
      expect((await callerAt(phoneNumber)).logo).toEqual(shown);
    }
    await reviewed(registry(), "brandAsset", api, assetOf(await assets.get(logo.id)));
    expect(await callerAt(phoneNumber)).not.toHaveProperty("logo");
    await reviewed(registry(), "brandAsset", api, assetOf(await assets.get(cover.id)));
    const { logo: next } = await callerAt(phoneNumber);
    expect(next).toBeDefined();
    expect(next).not.toEqual(shown);
  });

  test("is asked with a + as it is, or percent-encoded", async () => {
    const { phoneNumber } = published;
    expect(await callerAt(phoneNumber.replace("+", "%2B"))).toEqual(await callerAt(phoneNumber));
  });

  test("is what is in force, whatever waits for its review, and nobody once it is deleted", async () => {
    const { api, phoneNumber, callerId, name } = await publish(await atNewBrand(published.api));
    const { etag } = callerIdOf(await api.update(callerId.id, callerId.etag, { phoneNumber }));
    const { id, etag: brandEtag } = brandOf(await brandsAt(api).get(api.brandId));
    const displayNames = [{ name: "Another Name", locale: "en", primary: true }];
    const renamed = brandOf(await brandsAt(api).update(id, brandEtag, brandDetails({ displayNames })));
    expect(await callerAt(phoneNumber)).toMatchObject({ name, department: { key: DEPARTMENT } });

    await reviewed(registry(), "brand", api, renamed);
    await reviewed(registry(), "callerId", api, { id: callerId.id, etag });
    const now = await callerAt(phoneNumber);
    expect(now.name).toBe("Another Name");
    expect(now).not.toHaveProperty("department");

    await api.remove(callerId.id, callerIdOf(await api.get(callerId.id)).etag);
    await expectNobody(phoneNumber);
  });

  test("is nobody before the first review, and after one that rejected it", async () => {
    const { api } = published;
    const phoneNumber = freshNumber();
    const submitted = callerIdOf(await api.create({ phoneNumber }));
    await expectNobody(phoneNumber);
    await reviewed(registry(), "callerId", api, submitted, "REJECTED");
    await expectNobody(phoneNumber);
    await expectNobody(freshNumber());
  });

  test("has no name where its brand is not published", async () => {
    const world = await newWorld(program(), registry());
    const phoneNumber = freshNumber();
    const callerId = callerIdOf(await world.api.create({ phoneNumber }));
    await reviewed(registry(), "callerId", world.api, callerId);
    await expectNobody(phoneNumber, telephony, "Published brand");
  });

  test("has the primary name, wherever it stands among the others", async () => {
    const displayNames = [
      { name: "First", locale: "en" },
      { name: "Zweiter", locale: "de", primary: true },
    ];
    const { phoneNumber } = await publish(await atNewBrand(published.api, brandDetails({ displayNames })));
    expect(await callerAt(phoneNumber)).toMatchObject({ name: "Zweiter", displayNames });
  });
});

describe("who is told", () => {
  test("an organization of its own numbers, a partner of those that are shared with it, others of none", async () => {
    const { api, phoneNumber } = published;
    const partner = await newWorld(program(), registry());
    const delegation = { brandId: api.brandId, partnerId: partner.api.orgId, by: "tests" };
    expect(await callerAt(phoneNumber, api)).toEqual(await callerAt(phoneNumber));
    await expectNobody(phoneNumber, partner.api);
    await registry().share({ ...delegation, now: Date.now() });
    expect(await callerAt(phoneNumber, partner.api)).toEqual(await callerAt(phoneNumber));
    await registry().unshare({ ...delegation, now: Date.now() });
    await expectNobody(phoneNumber, partner.api);
  });

  test("an account for look-ups may do nothing else, and is out at once when it is removed", async () => {
    const { api } = published;
    for (const target of [
      api.collection,
      `/api/v1/orgs/${api.orgId}/brands`,
      `/registry/v1/orgs/${api.orgId}/webhooks`,
      "/review/v1/reviews",
    ]) {
      const answer = await telephony.call({ target });
      expect([answer.status, errorOf(answer).message], target).toEqual([
        403,
        "An account for look-ups looks up who calls, and does nothing else",
      ]);
    }
    const own = JSON.parse((await telephony.call({ target: "/registry/v1/account" })).text);
    expect(own).toMatchObject({ permission: "look-up" });
    expect(own).not.toHaveProperty("orgId");

    const { clientId } = await addAccount(registry(), "", "look-up");
    const short = telephony.at({ token: await addToken(registry(), clientId, 3_600_000) });
    await callerAt(published.phoneNumber, short);
    await registry().removeAccounts({ clientId });
    expect((await lookUp(published.phoneNumber, short)).status).toBe(401);
  });
});

describe("what is wrong with a look-up", () => {
  test.each(["18005550123", "+", "+0123", "+1800555012345678", "tel:+18005550123", "%00", "+1%20800"])(
    "%s is no number",
    async (text) => {
      const answer = await lookUp(text);
      expect([answer.status, errorOf(answer)]).toMatchObject([
        400,
        {
          code: "InvalidPhoneNumber",
          message: "Expected a telephone number in E.164, such as +18005550123",
          context: { value: decodeURIComponent(text) },
        },
      ]);
    },
  );

  test("a parameter, another method, no token and an id that nobody has are told as everywhere", async () => {
    const { phoneNumber } = published;
    const withParameter = await telephony.call({ target: `${at(phoneNumber)}?locale=en` });
    expect([withParameter.status, errorOf(withParameter).code]).toEqual([400, "UnknownParameter"]);
    const deleted = await telephony.call({ method: "DELETE", target: at(phoneNumber) });
    expect([deleted.status, deleted.headers.allow]).toEqual([405, "GET, HEAD"]);
    expect((await telephony.call({ method: "HEAD", target: at(phoneNumber) })).status).toBe(200);
    expect((await ask(program().url, { target: at(phoneNumber) })).status).toBe(401);
    expect((await telephony.at({ orgId: freshId() }).call({ target: at(phoneNumber) })).status).toBe(200);
  });
});
