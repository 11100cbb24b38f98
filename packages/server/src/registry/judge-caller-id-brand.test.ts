import { expect, test } from "vitest";
import { allReports, expected } from "../../test/rule-reports.ts";
import type { CallerIdBrand, CallerIdRequirements } from "./caller-id-rules.ts";
import { callerIds } from "./caller-ids.ts";

const NUMBER = "+18005555555";
const SALES = "department.sales";
/** All but phone verification, which no number has. */
const ALL: CallerIdRequirements = {
  shared: "required",
  brand: "current",
  logo: "current",
  phoneVerification: "waived",
  departmentCategories: { [SALES]: ["dining", "retail.books"] },
};
const VERIFIED: CallerIdRequirements = { ...ALL, phoneVerification: "required" };
const IN_FORCE: CallerIdRequirements = { ...ALL, brand: "in-force", logo: "in-force" };
const NONE: CallerIdRequirements = {
  shared: "waived",
  brand: "waived",
  logo: "waived",
  phoneVerification: "waived",
  departmentCategories: {},
};

const published = { published: true, publishedInForce: true };
const inReview = { published: false, publishedInForce: true };
const never = { published: false, publishedInForce: false };
const GOOD: CallerIdBrand = {
  id: "2001",
  blocked: false,
  shared: true,
  ...published,
  logo: { id: "3001", ...published },
  primaryCategory: "dining.dessert_shop",
};
const { logo: _logo, ...NO_LOGO } = GOOD;

const blocked = expected(
  "CallerIdIsBlocked",
  "Caller ID feature is blocked for the brand as per Apple Business policy",
);
const notShared = expected(
  "CallerIdBrandNotSharedWithPartner",
  "Caller ID requires the referenced Brand '{{id}}' to be shared with a partner",
  { id: "2001" },
);
const brandNotPublished = expected(
  "CallerIdRequiresPublishedBrand",
  "Caller ID requires the current version of the referenced Brand '{{id}}' to be `PUBLISHED`",
  { id: "2001" },
);
const logoNotPublished = (id: string) =>
  expected(
    "CallerIdRequiresPublishedBrandAsset",
    "Caller ID requires the current version of the referenced Brand Asset '{{id}}' to be `PUBLISHED`",
    { id },
  );
const notVerified = expected(
  "PhoneNumberVerificationRequired",
  "Organization must complete phone verification for caller ID `{{id}}`",
  { id: NUMBER },
);
const wrongCategory = (category: string) =>
  expected(
    "DepartmentMustBeValidForUseWithBrandPrimaryCategory",
    "'department' value '{{value}}' is not valid for use with brand's primary category",
    { value: SALES },
    {
      submitted: [{ field: "$.callerIdDetails.department", value: SALES }],
      compared: [{ field: "$.brandDetails.categories[0]", value: category }],
    },
  );

test.each<[string, CallerIdBrand, CallerIdRequirements, unknown[]]>([
  ["nothing lacks", GOOD, ALL, []],
  ["blocked", { ...GOOD, blocked: true }, ALL, [blocked]],
  ["blocked, where all else is waived", { ...GOOD, blocked: true }, NONE, [blocked]],
  ["not shared", { ...GOOD, shared: false }, ALL, [notShared]],
  ["not shared, which is waived", { ...GOOD, shared: false }, { ...ALL, shared: "waived" }, []],
  ["an update in review", { ...GOOD, ...inReview }, ALL, [brandNotPublished]],
  ["an update in review, where a version in force is enough", { ...GOOD, ...inReview }, IN_FORCE, []],
  ["never published", { ...GOOD, ...never }, ALL, [brandNotPublished]],
  ["never published, and one in force is asked", { ...GOOD, ...never }, IN_FORCE, [brandNotPublished]],
  ["never published, which is waived", { ...GOOD, ...never }, { ...ALL, brand: "waived" }, []],
  ["no logo", NO_LOGO, ALL, [logoNotPublished("PLACECARD_LOGO")]],
  ["no logo, and one in force is asked", NO_LOGO, IN_FORCE, [logoNotPublished("PLACECARD_LOGO")]],
  ["no logo, which is waived", NO_LOGO, { ...ALL, logo: "waived" }, []],
  ["a logo in review", { ...GOOD, logo: { id: "3001", ...inReview } }, ALL, [logoNotPublished("3001")]],
  ["a logo in review, one in force", { ...GOOD, logo: { id: "3001", ...inReview } }, IN_FORCE, []],
  ["a logo never published", { ...GOOD, logo: { id: "9", ...never } }, IN_FORCE, [logoNotPublished("9")]],
  ["a logo without an id", { ...GOOD, logo: never }, ALL, [logoNotPublished("PLACECARD_LOGO")]],
  ["a number that nobody verifies", GOOD, VERIFIED, [notVerified]],
  ["all at once, and all waived", { ...NO_LOGO, shared: false, ...never }, NONE, []],
  [
    "all at once",
    { ...NO_LOGO, blocked: true, shared: false, ...never },
    VERIFIED,
    [blocked, notShared, brandNotPublished, logoNotPublished("PLACECARD_LOGO"), notVerified],
  ],
])("what a brand lacks: %s", (_, brand, required, reports) => {
  const facts = { full: false, brand, required };
  expect(allReports(callerIds.judgeFacts({ phoneNumber: NUMBER }, facts, "POST"))).toEqual(reports);
});

test.each<[string, string | undefined, string | undefined, boolean]>([
  ["no department", undefined, "travel", true],
  ["a department without a limit", "department.other", "travel", true],
  ["the category itself", SALES, "dining", true],
  ["a category below", SALES, "dining.dessert_shop.ice_cream_shop", true],
  ["the second of its categories", SALES, "retail.books", true],
  ["a category above", SALES, "retail", false],
  ["another category", SALES, "travel", false],
  ["a name that begins alike", SALES, "dining_rooms", false],
  ["a brand whose category is not known", SALES, undefined, true],
  ["a name of every object", "toString", "travel", true],
])("a department and the brand's category: %s", (_, department, primaryCategory, allowed) => {
  const { primaryCategory: _own, ...rest } = GOOD;
  const brand = { ...rest, ...(primaryCategory !== undefined && { primaryCategory }) };
  const details = { phoneNumber: NUMBER, ...(department !== undefined && { department }) };
  const facts = { full: false, brand, required: ALL };
  const reports = allowed ? [] : [wrongCategory(primaryCategory ?? "")];
  expect(allReports(callerIds.judgeFacts(details, facts, "POST"))).toEqual(reports);
});

test("an update asks for no verification, and for all else", () => {
  const facts = { full: false, brand: { ...GOOD, shared: false }, required: VERIFIED };
  expect(allReports(callerIds.judgeFacts({ phoneNumber: NUMBER }, facts, "PUT"))).toEqual([notShared]);
});

test("what a brand lacks is told before whose number it is", () => {
  const facts = { full: true, sameBrandId: "4001", brand: { ...GOOD, blocked: true }, required: ALL };
  expect(allReports(callerIds.judgeFacts({ phoneNumber: NUMBER }, facts, "POST"))).toEqual([blocked]);
});

test.each([
  ["the brand", { required: ALL }],
  ["what is required", { brand: { ...GOOD, blocked: true, shared: false } }],
])("without %s nothing is asked", (_, known) => {
  expect(callerIds.judgeFacts({ phoneNumber: NUMBER }, { full: false, ...known }, "POST")).toEqual([]);
});
