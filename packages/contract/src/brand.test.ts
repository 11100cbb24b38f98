import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { brandSchemas } from "./brand.ts";
import { brandAssetSchemas } from "./brand-asset.ts";
import { LIMITS } from "./limits.ts";

const ENVELOPE = {
  orgId: "1",
  id: "2",
  createdDate: "2026-10-02T11:41:00Z",
  updatedDate: "2026-10-02T11:41:00Z",
  state: "PUBLISHED",
  etag: "7c752ec0-5d45-11ee-a464-325096b39f47",
};
const BRAND = {
  ...ENVELOPE,
  brandDetails: {
    categories: ["dining"],
    countryCodes: ["US"],
    displayNames: [{ name: "Ice", locale: "en", primary: true }],
    urls: [{ url: "https://example.com", type: "HOMEPAGE" }],
  },
};
const ASSET = {
  ...ENVELOPE,
  brandId: "3",
  brandAssetDetails: { imageId: ENVELOPE.etag, intent: "COVER_PHOTO" },
};

test("a brand belongs to the org alone, an asset to a brand", () => {
  expect(Object.keys(brandSchemas.resource.properties)).toEqual(Object.keys(BRAND));
  expect(Check(brandSchemas.resource, BRAND)).toBe(true);
  expect(Check(brandSchemas.resource, { ...BRAND, brandId: "3" })).toBe(false);
  expect(Check(brandAssetSchemas.resource, ASSET)).toBe(true);
  expect(Check(brandAssetSchemas.resource, { ...ASSET, brandId: undefined })).toBe(false);
});

test("a brand in a list carries empty metadata, and nowhere else", () => {
  const page = (data: unknown) => ({ data: [data], pagination: {}, total: 1 });
  expect(Check(brandSchemas.page, page(BRAND))).toBe(false);
  expect(Check(brandSchemas.page, page({ ...BRAND, metadata: [] }))).toBe(true);
  expect(Check(brandSchemas.page, page({ ...BRAND, metadata: [1] }))).toBe(false);
  expect(Check(brandSchemas.resource, { ...BRAND, metadata: [] })).toBe(false);
  expect(Check(brandAssetSchemas.page, page({ ...ASSET, metadata: [] }))).toBe(false);
});

test("the answer to a write carries reports", () => {
  expect(Check(brandSchemas.accepted, { ...BRAND, validationReports: [] })).toBe(true);
  expect(Check(brandSchemas.accepted, BRAND)).toBe(false);
});

const text = (length: number) => "x".repeat(length);
const list = (length: number, item: unknown) => Array.from({ length }, () => item);

test.each<[string, unknown, boolean]>([
  ["nothing", {}, true],
  ["values that rules judge", { categories: [""], urls: [{ type: "X" }], ownershipType: "X" }, true],
  ["null", null, false],
  ["a list", [], false],
  ["an unknown member", { name: "x" }, false],
  ["an unknown member of a name", { displayNames: [{ name: "x", lang: "en" }] }, false],
  ["a text for a list", { categories: "dining" }, false],
  ["a number in a list", { countryCodes: [1] }, false],
  ["null for a text", { partnersBrandId: null }, false],
  ["a text for a boolean", { displayNames: [{ primary: "true" }] }, false],
  ["the longest text", { partnersBrandId: text(LIMITS.textCharacters) }, true],
  ["a longer text", { partnersBrandId: text(LIMITS.textCharacters + 1) }, false],
  ["the longest list", { categories: list(LIMITS.listItems, "a") }, true],
  ["a longer list", { categories: list(LIMITS.listItems + 1, "a") }, false],
  ["more names", { displayNames: list(LIMITS.listItems + 1, {}) }, false],
  ["the longest URL", { urls: [{ url: text(LIMITS.submittedUrlCharacters) }] }, true],
  ["a longer URL", { urls: [{ url: text(LIMITS.submittedUrlCharacters + 1) }] }, false],
])("the shape of submitted brand details: %s", (_, brandDetails, right) => {
  expect(Check(brandSchemas.createBody, { brandDetails })).toBe(right);
  expect(Check(brandSchemas.updateBody, { id: "1", brandDetails })).toBe(right);
});

test.each<[string, unknown, boolean]>([
  ["nothing", {}, true],
  ["values that rules judge", { imageId: "", intent: "X", altTexts: [{}] }, true],
  ["no details", undefined, false],
  ["an unknown member", { url: "x" }, false],
  ["a number for an id", { imageId: 1 }, false],
  ["a longer list", { altTexts: list(LIMITS.listItems + 1, {}) }, false],
  ["a longer text", { altTexts: [{ text: text(LIMITS.textCharacters + 1) }] }, false],
])("the shape of submitted asset details: %s", (_, brandAssetDetails, right) => {
  expect(
    Check(brandAssetSchemas.createBody, { ...(brandAssetDetails !== undefined && { brandAssetDetails }) }),
  ).toBe(right);
});
