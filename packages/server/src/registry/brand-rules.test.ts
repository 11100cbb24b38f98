import {
  type BrandDetails,
  brandSchemas,
  type SubmittedBrandDetails,
  SubmittedBrandDetails as SubmittedSchema,
} from "@callmark/contract";
import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { expected, linesOf, refusal } from "../../test/rule-reports.ts";
import { BRAND_RULES, type BrandFacts } from "./brand-rules.ts";
import { brands } from "./brands.ts";
import { brandIdentity, primaryDisplayName } from "./judge-brand.ts";

const AT = "$.brandDetails";
const GOOD: BrandDetails = {
  categories: ["dining.dessert_shop.ice_cream_shop"],
  countryCodes: ["US"],
  displayNames: [{ name: "Ice Cream", locale: "en-US", primary: true }],
  urls: [{ url: "https://www.example.com/", type: "HOMEPAGE" }],
};
const url = (text: string, type = "HOMEPAGE") => ({ urls: [{ url: text, type }] });
const name = (text: string) => ({ displayNames: [{ name: text, locale: "en" }] });
const locale = (text: string) => ({ displayNames: [{ name: "Ice", locale: text }] });

const PRESENT = "Field '{{field}}' must be present";
const absent = (rule: string, member: string) =>
  expected(rule, PRESENT, { field: member }, { expected: [{ field: `${AT}.${member}` }] });
/** A report on a submitted value that the message shows. */
const of = (rule: string, message: string, path: string, value: unknown) =>
  expected(rule, message, { value }, { submitted: [{ field: `${AT}.${path}`, value }] });

const badCategory = (path: string, value: string) =>
  of("CategoriesMustBeValid", "'categories' value '{{value}}' is invalid", path, value);
const badCountry = (value: string) =>
  of("CountryCodesMustBeValid", "'countryCodes' value '{{value}}' is invalid", "countryCodes[0]", value);
const severalCountries = (value: readonly string[]) =>
  expected(
    "CountryCodesMustListExactlyOneCountry",
    "'countryCodes' must list exactly one country",
    undefined,
    { submitted: [{ field: `${AT}.countryCodes`, value }] },
  );
const emptyCountry = expected("CountryCodesMustNotBeEmpty", "'countryCodes' must not be empty string");
const noLocale = (value: unknown, index = 0) =>
  expected(
    "DisplayNamesLocaleMustBePresent",
    PRESENT,
    { field: "locale" },
    {
      submitted: [{ field: `${AT}.displayNames[${index}]`, value }],
    },
  );
const badLocale = (value: string) =>
  of(
    "DisplayNamesLocaleMustBeValid",
    "'locale' value '{{value}}' is invalid",
    "displayNames[0].locale",
    value,
  );
const emptyLocale = expected("DisplayNamesLocaleMustNotBeEmpty", "'locale' must not be empty string");
const noName = (value: unknown) =>
  expected(
    "DisplayNamesNameMustBePresent",
    PRESENT,
    { field: "name" },
    {
      submitted: [{ field: `${AT}.displayNames[0]`, value }],
    },
  );
const dummy = (value: string) =>
  of(
    "DisplayNamesNameMustNotBeDummyCharacters",
    "'name' value '{{value}}' must not be dummy characters",
    "displayNames[0].name",
    value,
  );
const tooLong = (value: string) =>
  expected("UrlsUrlLengthMustNotExceedMaximum", "Length of 'url' must not exceed 255 characters", undefined, {
    submitted: [{ field: `${AT}.urls[0].url`, value }],
  });
const badUrl = (value: string) =>
  of("UrlsUrlMustHaveValidFormat", "'url' value '{{value}}' must have valid format", "urls[0].url", value);
const utm = (value: string) =>
  of(
    "UrlsUrlMustNotIncludeUtmParameter",
    "'url' value '{{value}}' must not include utm parameter",
    "urls[0].url",
    value,
  );
const badType = (value: string) =>
  of("UrlsTypeMustBeValid", "'type' value '{{value}}' is invalid", "urls[0].type", value);
const notDistinct = (index: number) =>
  expected(
    "UrlsTypeMustBeDistinct",
    "'type' value '{{value}}' must be distinct",
    { value: "HOMEPAGE" },
    {
      submitted: [{ field: `${AT}.urls[${index}].type`, value: "HOMEPAGE" }],
      compared: [{ field: `${AT}.urls[0].type`, value: "HOMEPAGE" }],
    },
  );

const longUrl = (length: number) => "https://example.com/".padEnd(length, "x");

test.each<[string, SubmittedBrandDetails, unknown[]]>([
  ["good ones", {}, []],
  [
    "all of the optional members",
    { partnersBrandId: "1", partnersBrandVersion: "", ownershipType: "BRAND_OWNER" },
    [],
  ],
  ["no category", { categories: [] }, [absent("CategoriesMustBePresent", "categories")]],
  [
    "a category that is none",
    { categories: ["a", "B.c", "a..b", ""] },
    [
      badCategory("categories[1]", "B.c"),
      badCategory("categories[2]", "a..b"),
      badCategory("categories[3]", ""),
    ],
  ],
  ["no country", { countryCodes: [] }, [absent("CountryCodesMustBePresent", "countryCodes")]],
  ["two countries", { countryCodes: ["US", "CA"] }, [severalCountries(["US", "CA"])]],
  ["two countries that are none", { countryCodes: ["", "XX"] }, [severalCountries(["", "XX"])]],
  ["an empty country", { countryCodes: [""] }, [emptyCountry]],
  ["a country that is none", { countryCodes: ["XX"] }, [badCountry("XX")]],
  ["lower case", { countryCodes: ["us"] }, [badCountry("us")]],
  ["three letters", { countryCodes: ["USA"] }, [badCountry("USA")]],
  ["no display name", { displayNames: [] }, [absent("DisplayNamesMustBePresent", "displayNames")]],
  ["no locale", { displayNames: [{ name: "A" }] }, [noLocale({ name: "A" })]],
  [
    "no locale in the second",
    { displayNames: [{ name: "A", locale: "en" }, { name: "B" }] },
    [noLocale({ name: "B" }, 1)],
  ],
  ["an empty locale", locale(""), [emptyLocale]],
  ["an underscore in the locale", locale("en_US"), [badLocale("en_US")]],
  ["no language in the locale", locale("und"), [badLocale("und")]],
  ["a locale with a script", locale("zh-Hant-TW"), []],
  ["no name", { displayNames: [{ locale: "en" }] }, [noName({ locale: "en" })]],
  ["an empty name", name(""), [noName({ name: "", locale: "en" })]],
  ["a blank name", name("  "), [noName({ name: "  ", locale: "en" })]],
  ["neither name nor locale", { displayNames: [{}] }, [noLocale({}), noName({})]],
  ["dots for a name", name("..."), [dummy("...")]],
  ["dashes and spaces for a name", name("- -"), [dummy("- -")]],
  ["one letter over and over", name("xxxx"), [dummy("xxxx")]],
  ["zeros", name(" 00000 "), [dummy(" 00000 ")]],
  ["a name of three equal letters", name("AAA"), []],
  ["a name in Japanese", name("寿司"), []],
  ["a name of one digit", name("3"), []],
  ["no URL", { urls: [] }, [absent("UrlsMustBePresent", "urls")]],
  ["255 characters", url(longUrl(255)), []],
  ["256 characters", url(longUrl(256)), [tooLong(longUrl(256))]],
  ["256 characters that are no URL", url("x".repeat(256)), [tooLong("x".repeat(256))]],
  ["no scheme", url("www.example.com"), [badUrl("www.example.com")]],
  ["another scheme", url("ftp://example.com"), [badUrl("ftp://example.com")]],
  ["a script", url("javascript:alert(1)"), [badUrl("javascript:alert(1)")]],
  ["no slashes", url("https:example.com"), [badUrl("https:example.com")]],
  ["no host", url("https:///path"), [badUrl("https:///path")]],
  ["a space", url("https://example.com/a b"), [badUrl("https://example.com/a b")]],
  ["a space behind", url("https://example.com "), [badUrl("https://example.com ")]],
  ["a port that is none", url("https://example.com:99999"), [badUrl("https://example.com:99999")]],
  ["an empty URL", url(""), [badUrl("")]],
  ["upper case", url("HTTPS://EXAMPLE.COM"), []],
  ["another parameter", url("http://example.com/?a=utm_source"), []],
  [
    "a utm parameter",
    url("https://example.com/?a=1&utm_source=x"),
    [utm("https://example.com/?a=1&utm_source=x")],
  ],
  [
    "a utm parameter in upper case",
    url("https://example.com/?UTM_ID=x"),
    [utm("https://example.com/?UTM_ID=x")],
  ],
  [
    "an encoded utm parameter",
    url("https://example.com/?%75tm_id=x"),
    [utm("https://example.com/?%75tm_id=x")],
  ],
  ["a type that is none", url("https://example.com", "homepage"), [badType("homepage")]],
  ["no type", { urls: [{ url: "https://example.com" }] }, [badType("")]],
  ["neither URL nor type", { urls: [{}] }, [badUrl(""), badType("")]],
  [
    "each type once",
    {
      urls: ["HOMEPAGE", "FACEBOOK", "TWITTER", "INSTAGRAM", "IOS_APP", "YELP"].map((type) => {
        return { url: "https://example.com", type };
      }),
    },
    [],
  ],
  [
    "a type three times",
    { urls: [1, 2, 3].map(() => ({ url: "https://example.com", type: "HOMEPAGE" })) },
    [notDistinct(1), notDistinct(2)],
  ],
  [
    "an unknown type twice, which is another rule's",
    { urls: [1, 2].map(() => ({ url: "https://example.com", type: "X" })) },
    [badType("X"), of("UrlsTypeMustBeValid", "'type' value '{{value}}' is invalid", "urls[1].type", "X")],
  ],
  [
    "an empty partnersBrandId",
    { partnersBrandId: "" },
    [expected("PartnersBrandIdMustNotBeEmpty", "'partnersBrandId' must not be empty string")],
  ],
  [
    "another ownership",
    { ownershipType: "AGENCY" },
    [
      of(
        "OwnershipTypeMustBeValid",
        "'ownershipType' value '{{value}}' is invalid",
        "ownershipType",
        "AGENCY",
      ),
    ],
  ],
])("details by themselves: %s", (_, change, reports) => {
  const details = { ...GOOD, ...change };
  expect(Check(SubmittedSchema, details)).toBe(true);
  expect(refusal(brands.judge(details, undefined))).toEqual(reports);
});

test("all that is absent is told at once", () => {
  expect(refusal(brands.judge({}, undefined))).toEqual([
    absent("CategoriesMustBePresent", "categories"),
    absent("CountryCodesMustBePresent", "countryCodes"),
    absent("DisplayNamesMustBePresent", "displayNames"),
    absent("UrlsMustBePresent", "urls"),
  ]);
});

test("a body without details is told so alone, and its update too", () => {
  expect(refusal(brands.judge(undefined, undefined))).toEqual([
    expected("BrandDetailsMustBePresent", PRESENT, { field: "brandDetails" }, { expected: [{ field: AT }] }),
  ]);
  expect(brands.judgeUpdate(undefined, GOOD)).toEqual([]);
  expect(brands.arrange(undefined)).toBeUndefined();
  expect(Check(brandSchemas.createBody, {})).toBe(true);
  expect(Check(brandSchemas.updateBody, { id: "1" })).toBe(true);
});

const updated = (submitted: readonly string[]) =>
  expected(
    "CountryCodesMustNotBeUpdated",
    "Listed items in '{{countryCodes}}' must not be updated",
    { countryCodes: "countryCodes" },
    {
      submitted: [{ field: `${AT}.countryCodes`, value: submitted }],
      compared: [{ field: `${AT}.countryCodes`, value: ["US"] }],
    },
  );

test.each<[string, SubmittedBrandDetails, unknown[]]>([
  ["the same country", {}, []],
  ["other names and URLs", { ...name("Other"), ...url("https://other.example") }, []],
  ["no countries, which is another rule's", { countryCodes: [] }, []],
  ["another country", { countryCodes: ["CA"] }, [updated(["CA"])]],
  ["one more", { countryCodes: ["US", "CA"] }, [updated(["US", "CA"])]],
  ["an empty one", { countryCodes: [""] }, [updated([""])]],
])("an update: %s", (_, change, reports) => {
  expect(refusal(brands.judgeUpdate({ ...GOOD, ...change }, GOOD))).toEqual(reports);
});

test("a brand that nobody has described yet takes any country", () => {
  expect(brands.judgeUpdate({ ...GOOD, countryCodes: ["CA"] }, {} as BrandDetails)).toEqual([]);
});

test("a changed country stands on the member that other rules on it name", () => {
  const [change] = brands.judgeUpdate({ ...GOOD, countryCodes: ["XX"] }, GOOD);
  const [wrong] = brands.judge({ ...GOOD, countryCodes: ["XX"] }, undefined);
  expect(change?.member).toBe(wrong?.member);
});

const taken = of(
  "PartnersBrandIdAlreadyExists",
  "'partnersBrandId' value '{{value}}' already exists",
  "partnersBrandId",
  "p1",
);
const matched = expected(
  "BrandIsMatched",
  "Primary Display Name and country matches another brand",
  undefined,
  {
    submitted: [
      { field: `${AT}.displayNames[1].name`, value: "Two" },
      { field: `${AT}.countryCodes[0]`, value: "US" },
    ],
  },
);
const full = expected("CountOfBrandsMustNotExceedMaximum", "Count of Brands must not exceed maximum");
const FREE: BrandFacts = { partnersBrandIdTaken: false, matched: false, full: false };
const ALL: BrandFacts = { partnersBrandIdTaken: true, matched: true, full: true };
const TWO_NAMES: BrandDetails = {
  ...GOOD,
  partnersBrandId: "p1",
  displayNames: [
    { name: "One", locale: "en" },
    { name: "Two", locale: "es", primary: true },
  ],
};

test.each<[string, "POST" | "PUT", BrandFacts, unknown[]]>([
  ["nothing against it", "POST", FREE, []],
  ["the partner's id is taken", "POST", { ...FREE, partnersBrandIdTaken: true }, [taken]],
  ["the partner's id is taken, in an update", "PUT", { ...FREE, partnersBrandIdTaken: true }, [taken]],
  ["another brand is the same", "POST", { ...FREE, matched: true }, [matched]],
  ["another brand is the same, in an update", "PUT", { ...FREE, matched: true }, []],
  ["the org is full", "POST", { ...FREE, full: true }, [full]],
  ["the org is full, in an update", "PUT", { ...FREE, full: true }, []],
  ["all of it", "POST", ALL, [taken, matched, full]],
])("the rest of the registry: %s", (_, method, facts, reports) => {
  expect(refusal(brands.judgeFacts(TWO_NAMES, facts, method))).toEqual(reports);
});

test("without a partner's id none is taken", () => {
  expect(brands.judgeFacts(GOOD, { ...FREE, partnersBrandIdTaken: true })).toEqual([]);
});

const named = (...displayNames: BrandDetails["displayNames"]) => ({ ...GOOD, displayNames });

test.each<[string, BrandDetails, BrandDetails, boolean]>([
  ["case", GOOD, named({ name: "ICE cream", locale: "fr" }), true],
  ["blanks around it", GOOD, named({ name: "  Ice Cream ", locale: "en" }), true],
  [
    "how an accent is written",
    named({ name: "Caf\u00e9", locale: "fr" }),
    named({ name: "Cafe\u0301", locale: "fr" }),
    true,
  ],
  ["blanks inside it", GOOD, named({ name: "IceCream", locale: "en" }), false],
  ["country", GOOD, { ...GOOD, countryCodes: ["CA"] }, false],
  ["other names", GOOD, named({ name: "Ice Cream", locale: "en" }, { name: "Glace", locale: "fr" }), true],
  [
    "which one is primary",
    GOOD,
    named({ name: "Ice Cream", locale: "en" }, { name: "Glace", locale: "fr", primary: true }),
    false,
  ],
])("brands that differ in %s", (_, one, other, same) => {
  expect(brandIdentity(one) === brandIdentity(other)).toBe(same);
});

test("the primary name is the marked one, else the first", () => {
  expect(primaryDisplayName(TWO_NAMES)).toBe("Two");
  expect(primaryDisplayName(named({ name: "One", locale: "en" }, { name: "Two", locale: "es" }))).toBe("One");
});

test("the rules are those of the contract's table, with severity, method, mode and mark", () => {
  expect(linesOf(Object.values(BRAND_RULES))).toEqual([
    "BrandDetailsMustBePresent VIOLATION POST_AND_PUT S documented",
    "CategoriesMustBePresent VIOLATION POST_AND_PUT S ours",
    "CategoriesMustBeValid VIOLATION POST_AND_PUT S ours",
    "CountryCodesMustBePresent VIOLATION POST_AND_PUT S documented",
    "CountryCodesMustBeValid VIOLATION POST_AND_PUT S documented",
    "CountryCodesMustListExactlyOneCountry VIOLATION POST_AND_PUT S documented",
    "CountryCodesMustNotBeEmpty VIOLATION POST_AND_PUT S documented",
    "CountryCodesMustNotBeUpdated VIOLATION PUT S documented",
    "DisplayNamesMustBePresent VIOLATION POST_AND_PUT S documented",
    "DisplayNamesLocaleMustBePresent VIOLATION POST_AND_PUT S documented",
    "DisplayNamesLocaleMustBeValid VIOLATION POST_AND_PUT S documented",
    "DisplayNamesLocaleMustNotBeEmpty VIOLATION POST_AND_PUT S documented",
    "DisplayNamesNameMustBePresent VIOLATION POST_AND_PUT S documented",
    "DisplayNamesNameMustNotBeDummyCharacters VIOLATION POST_AND_PUT S documented",
    "UrlsMustBePresent VIOLATION POST_AND_PUT S documented",
    "UrlsUrlLengthMustNotExceedMaximum VIOLATION POST_AND_PUT S documented",
    "UrlsTypeMustBeDistinct VIOLATION POST_AND_PUT S documented",
    "UrlsTypeMustBeValid VIOLATION POST_AND_PUT S documented",
    "UrlsUrlMustHaveValidFormat VIOLATION POST_AND_PUT S documented",
    "UrlsUrlMustNotIncludeUtmParameter VIOLATION POST_AND_PUT S documented",
    "PartnersBrandIdMustNotBeEmpty VIOLATION POST_AND_PUT S ours",
    "OwnershipTypeMustBeValid VIOLATION POST_AND_PUT S documented",
    "PartnersBrandIdAlreadyExists VIOLATION POST_AND_PUT S documented",
    "BrandIsMatched VIOLATION POST S documented",
    "CountOfBrandsMustNotExceedMaximum VIOLATION POST S documented",
    "BrandDetailsIncorrect VIOLATION POST_AND_PUT A documented",
    "BrandDoesNotMeetRequirements VIOLATION POST_AND_PUT A documented",
    "BrandInformationRequired VIOLATION POST_AND_PUT A documented",
    "DisplayNamesNameExceedsCallerName INFO POST_AND_PUT S ours",
    "DisplayNamesNameExceedsBrandedCalling WARNING POST_AND_PUT S ours",
    "DisplayNamesPrimaryIsAmbiguous INFO POST_AND_PUT S ours",
    "UrlsUrlIsNotEncrypted INFO POST_AND_PUT S ours",
    "BrandMustHaveNoCallerIds VIOLATION DELETE S ours",
  ]);
});

test("details are written in the order of the wire, whatever order they came in", () => {
  const arranged = brands.arrange({
    ownershipType: "BRAND_OWNER",
    urls: [{ type: "YELP", url: "u" }],
    displayNames: [{ primary: false, locale: "en", name: "" }],
    countryCodes: [],
    categories: ["a"],
  });
  expect(JSON.stringify(arranged)).toBe(
    '{"categories":["a"],"countryCodes":[],"displayNames":[{"name":"","locale":"en","primary":false}],' +
      '"urls":[{"url":"u","type":"YELP"}],"ownershipType":"BRAND_OWNER"}',
  );
  expect(brands.arrange({})).toEqual({});
});
