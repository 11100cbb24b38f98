import type { BrandDetails } from "@callmark/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { codesOf, errorsOf, summaryOf } from "../support/answer.ts";
import { type Api, JSON_HEADERS } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  type Brand,
  brandDetails,
  brandOf,
  brandsAt,
  brandsOf,
  uploadLogo,
} from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An account of a new org, which begins with one bare brand. */
const newOrg = async () => (await newWorld(program(), registry())).api;
let api: Api;
beforeAll(async () => {
  api = await newOrg();
});

const shown = ({ validationReports: _, ...brand }: Brand) => brand;
const create = async (details: Partial<BrandDetails> = {}, at = api) =>
  brandOf(await brandsAt(at).create(brandDetails(details)));
const rule = (name: string) => `VALIDATION__${name}`;

describe("the life of a brand", () => {
  test("a create answers 201 with the brand, its etag and where it is", async () => {
    const details: BrandDetails = {
      categories: ["dining.dessert_shop.ice_cream_shop", "shopping"],
      countryCodes: ["US"],
      displayNames: [
        { name: "Gelato", locale: "en" },
        { name: "Eis", locale: "de", primary: true },
      ],
      urls: [
        { url: "https://example.com/", type: "HOMEPAGE" },
        { url: "https://example.com/app", type: "IOS_APP" },
      ],
      partnersBrandId: "mine-1",
      partnersBrandVersion: "7",
      ownershipType: "BRAND_OWNER",
    };
    const answer = await brandsAt(api).create(details);
    const created = brandOf(answer);
    expect(answer.status).toBe(201);
    expect(created).toEqual({
      orgId: api.orgId,
      id: expect.stringMatching(/^[1-9][0-9]{18}$/),
      createdDate: created.createdDate,
      updatedDate: created.createdDate,
      state: "SUBMITTED",
      etag: expect.stringMatching(UUID),
      brandDetails: details,
      validationReports: [],
    });
    expect(answer.headers.location).toBe(`${brandsAt(api).path}/${created.id}`);
    const got = await brandsAt(api).get(created.id);
    expect(brandOf(got)).toEqual(shown(created));
    expect(got.headers.etag).toBe(answer.headers.etag);
    const { data } = brandsOf(await brandsAt(api).find(`id==${created.id}`));
    expect(data).toEqual([{ ...shown(created), metadata: [] }]);
  });

  test("an update replaces the details whole, with a new etag; the old one is stale then", async () => {
    const created = await create({ partnersBrandId: "mine-2" });
    const details = brandDetails({ categories: ["shopping"] });
    const answer = await brandsAt(api).update(created.id, `"${created.etag}"`, details);
    const updated = brandOf(answer);
    expect(answer.status).toBe(200);
    expect(answer.headers.location).toBe(`${brandsAt(api).path}/${created.id}`);
    expect(updated).toMatchObject({ id: created.id, createdDate: created.createdDate, state: "SUBMITTED" });
    expect(updated.brandDetails).toEqual(details);
    expect(updated.etag).not.toBe(created.etag);
    expect(brandOf(await brandsAt(api).get(created.id))).toEqual(shown(updated));
    expect(summaryOf(await brandsAt(api).update(created.id, created.etag, details))).toBe(
      "412 PreconditionFailed",
    );
    expect(summaryOf(await brandsAt(api).remove(created.id, created.etag))).toBe("412 PreconditionFailed");
    const same = brandOf(await brandsAt(api).update(created.id, updated.etag, details));
    expect([same.brandDetails, same.etag === updated.etag]).toEqual([details, false]);
  });

  test("a delete keeps the etag, takes the assets with it and leaves nothing at its path", async () => {
    const at = await atNewBrand(api);
    const imageId = await uploadLogo(api);
    const asset = assetOf(await assetsAt(at).create({ imageId, intent: "PLACECARD_LOGO" }));
    const removed = await brandsAt(api).remove(at.brand.id, at.brand.etag);
    expect([removed.status, removed.headers.etag, removed.text]).toEqual([204, `"${at.brand.etag}"`, ""]);
    const answers = [
      await brandsAt(api).get(at.brand.id),
      await brandsAt(api).update(at.brand.id, "*", brandDetails()),
      await brandsAt(api).remove(at.brand.id, "*"),
      await assetsAt(at).get(asset.id),
      await at.create({ phoneNumber: freshNumber() }),
    ];
    expect(answers.map(summaryOf)).toEqual(Array(5).fill("404 NotFound"));
    expect(brandsOf(await brandsAt(api).find(`id==${at.brand.id}`)).total).toBe(0);
    const [deleted] = brandsOf(await brandsAt(api).find(`id==${at.brand.id};state==DELETED`)).data;
    expect(deleted).toMatchObject({ state: "DELETED", etag: at.brand.etag, metadata: [] });
  });

  test("one with caller IDs is not deleted until they are", async () => {
    const at = await atNewBrand(api);
    const { id } = JSON.parse((await at.create({ phoneNumber: freshNumber() })).text);
    const refused = await brandsAt(api).remove(at.brand.id, "*");
    expect(errorsOf(refused)).toMatchObject([
      {
        code: rule("BrandMustHaveNoCallerIds"),
        message: "Brand '{{id}}' must have no caller IDs before it is deleted",
        context: { id: at.brand.id },
      },
    ]);
    expect((await at.remove(id, "*")).status).toBe(204);
    expect((await brandsAt(api).remove(at.brand.id, "*")).status).toBe(204);
  });

  test("one that the operator made has no details until an update gives it some", async () => {
    const at = await newOrg();
    const bare = brandOf(await brandsAt(at).get(at.brandId));
    expect(bare).toMatchObject({ id: at.brandId, state: "SUBMITTED", brandDetails: {} });
    const { data, total } = brandsOf(await brandsAt(at).list());
    expect([data, total]).toEqual([[{ ...bare, metadata: [] }], 1]);
    expect(brandsOf(await brandsAt(at).find("brandDetails.countryCodes==US")).total).toBe(0);
    expect(brandsOf(await brandsAt(at).find("brandDetails.countryCodes!=US")).total).toBe(1);
    const details = brandDetails();
    const updated = brandOf(await brandsAt(at).update(at.brandId, bare.etag, details));
    expect(updated.brandDetails).toEqual(details);
    expect(brandsOf(await brandsAt(at).find("brandDetails.countryCodes==US")).total).toBe(1);
    const moved = await brandsAt(at).update(at.brandId, "*", { ...details, countryCodes: ["CA"] });
    expect(codesOf(moved)).toEqual([rule("CountryCodesMustNotBeUpdated")]);
  });
});

describe("what is refused", () => {
  const post = (body: string, headers: Record<string, string> = JSON_HEADERS) =>
    api.call({ method: "POST", target: brandsAt(api).path, headers, body });

  test.each([
    ["no details", {}, ["BrandDetailsMustBePresent"]],
    [
      "empty details",
      { brandDetails: {} },
      [
        "CategoriesMustBePresent",
        "CountryCodesMustBePresent",
        "DisplayNamesMustBePresent",
        "UrlsMustBePresent",
      ],
    ],
    [
      "two countries",
      { brandDetails: brandDetails({ countryCodes: ["US", "CA"] }) },
      ["CountryCodesMustListExactlyOneCountry"],
    ],
    [
      "a name without a locale",
      { brandDetails: { ...brandDetails(), displayNames: [{ name: "Acme" }] } },
      ["DisplayNamesLocaleMustBePresent"],
    ],
  ])("%s: by rules", async (_, body, rules) => {
    expect(codesOf(await post(JSON.stringify(body)))).toEqual(rules.map(rule));
  });

  test.each([
    ["a list", "[]"],
    ["an unknown member", JSON.stringify({ brandDetails: { ...brandDetails(), colour: "green" } })],
    ["a number for a name", '{"brandDetails":{"displayNames":[{"name":1}]}}'],
    ["null", '{"brandDetails":null}'],
    ["no JSON", "{"],
  ])("%s: by its shape", async (_, body) => {
    expect(summaryOf(await post(body))).toBe("400 InvalidBody");
  });

  test("another type, a parameter, another method, a malformed id", async () => {
    const body = JSON.stringify({ brandDetails: brandDetails() });
    const target = brandsAt(api).path;
    expect(summaryOf(await post(body, { "content-type": "text/plain" }))).toBe("415 UnsupportedMediaType");
    expect(summaryOf(await api.call({ target: `${target}?state=PUBLISHED` }))).toBe("400 UnknownParameter");
    const patched = await api.call({ method: "PATCH", target });
    expect([patched.status, patched.headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    const item = await api.call({ method: "POST", target: `${target}/${api.brandId}` });
    expect([item.status, item.headers.allow]).toEqual([405, "GET, HEAD, PUT, DELETE"]);
    expect(summaryOf(await brandsAt(api).get("0123"))).toBe("404 NotFound");
    expect(summaryOf(await brandsAt(api).get(freshId()))).toBe("404 NotFound");
  });

  test("the order of checks: read, precondition, rules", async () => {
    const { id } = await create();
    const target = `${brandsAt(api).path}/${id}`;
    const put = (ifMatch: Record<string, string>, body: object) =>
      api.call({
        method: "PUT",
        target,
        headers: { ...JSON_HEADERS, ...ifMatch },
        body: JSON.stringify(body),
      });
    expect(summaryOf(await put({}, { id: "1" }))).toBe("400 InvalidBody");
    expect(summaryOf(await put({}, { id }))).toBe("400 IfMatchRequired");
    expect(summaryOf(await put({ "if-match": '"x"' }, { id }))).toBe("412 PreconditionFailed");
    expect(codesOf(await put({ "if-match": "*" }, { id }))).toEqual([rule("BrandDetailsMustBePresent")]);
    expect(summaryOf(await brandsAt(api).update(freshId(), "*", {}))).toBe("404 NotFound");
  });

  test("a partner's id that another brand of the org has, and no other org's", async () => {
    const partnersBrandId = `p-${freshId()}`;
    const first = await create({ partnersBrandId });
    const again = await brandsAt(api).create(brandDetails({ partnersBrandId }));
    expect(codesOf(again)).toEqual([rule("PartnersBrandIdAlreadyExists")]);
    const second = await create();
    const taken = await brandsAt(api).update(second.id, "*", brandDetails({ partnersBrandId }));
    expect(codesOf(taken)).toEqual([rule("PartnersBrandIdAlreadyExists")]);
    const own = await brandsAt(api).update(first.id, "*", brandDetails({ partnersBrandId }));
    expect(own.status).toBe(200);
    expect((await create({ partnersBrandId }, await newOrg())).brandDetails.partnersBrandId).toBe(
      partnersBrandId,
    );
    expect((await brandsAt(api).remove(first.id, "*")).status).toBe(204);
    expect((await brandsAt(api).update(second.id, "*", brandDetails({ partnersBrandId }))).status).toBe(200);
  });

  test("a brand of the same primary name and country, in one org, and until it is deleted", async () => {
    const details = brandDetails();
    const first = await create(details);
    const shouted = [{ name: details.displayNames[0]?.name.toUpperCase() ?? "", locale: "en" }];
    const again = await brandsAt(api).create(brandDetails({ displayNames: shouted }));
    expect(codesOf(again)).toEqual([rule("BrandIsMatched")]);
    expect((await create(details, await newOrg())).state).toBe("SUBMITTED");
    const elsewhere = await create({ ...details, countryCodes: ["CA"] });
    expect(elsewhere.brandDetails.countryCodes).toEqual(["CA"]);
    expect((await brandsAt(api).remove(first.id, "*")).status).toBe(204);
    expect((await create(details)).state).toBe("SUBMITTED");
  });

  test("of many creates of one brand at once, one is taken", async () => {
    const at = await newOrg();
    const details = brandDetails();
    const answers = await Promise.all(Array.from({ length: 20 }, () => brandsAt(at).create(details)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = new Set(answers.filter(({ status }) => status !== 201).flatMap(codesOf));
    expect(codes).toEqual(new Set([rule("BrandIsMatched")]));
    expect(brandsOf(await brandsAt(at).list()).total).toBe(2);
  });

  test("of many creates with one partner's id at once, one is taken", async () => {
    const at = await newOrg();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => brandsAt(at).create(brandDetails({ partnersBrandId: "one" }))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = new Set(answers.filter(({ status }) => status !== 201).flatMap(codesOf));
    expect(codes).toEqual(new Set([rule("PartnersBrandIdAlreadyExists")]));
  });
});
