import {
  type AssetIntent,
  type BrandAssetDetails,
  type SubmittedBrandAssetDetails,
  SubmittedBrandAssetDetails as SubmittedSchema,
} from "@callmark/contract";
import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { allReports, expected, linesOf, refusal } from "../../test/rule-reports.ts";
import { type AssetImage, BRAND_ASSET_RULES, type BrandAssetFacts } from "./brand-asset-rules.ts";
import { brandAssets } from "./brand-assets.ts";

const AT = "$.brandAssetDetails";
const IMAGE = "7c752ec0-5d45-11ee-a464-325096b39f47";
const GOOD: BrandAssetDetails = { imageId: IMAGE, intent: "PLACECARD_LOGO" };

const PRESENT = "Field '{{field}}' must be present";
const absent = (rule: string, member: string) =>
  expected(rule, PRESENT, { field: member }, { expected: [{ field: `${AT}.${member}` }] });
const of = (rule: string, message: string, path: string, value: unknown) =>
  expected(rule, message, { value }, { submitted: [{ field: `${AT}.${path}`, value }] });
const noUuid = (value: string) =>
  of("ImageIdMustBeAValidUUID", "'imageId' value '{{value}}' must be a valid UUID", "imageId", value);
const badIntent = (value: string) =>
  of("IntentMustBeValid", "'intent' value '{{value}}' is invalid", "intent", value);
const inAltText = (rule: string, member: string, value: unknown) =>
  expected(rule, PRESENT, { field: member }, { submitted: [{ field: `${AT}.altTexts[0]`, value }] });
const noText = (value: unknown) => inAltText("AltTextsTextMustBePresent", "text", value);
const noLocale = (value: unknown) => inAltText("AltTextsLocaleMustBePresent", "locale", value);

test.each<[string, SubmittedBrandAssetDetails, unknown[]]>([
  ["a logo", GOOD, []],
  [
    "a cover photo with texts",
    { ...GOOD, intent: "COVER_PHOTO", altTexts: [{ text: "A", locale: "en" }] },
    [],
  ],
  ["no texts", { ...GOOD, altTexts: [] }, []],
  ["nothing", {}, [absent("ImageIdMustBePresent", "imageId"), absent("IntentMustBePresent", "intent")]],
  [
    "an empty image id",
    { ...GOOD, imageId: "" },
    [expected("ImageIdMustNotBeEmpty", "'imageId' must not be empty string")],
  ],
  ["an image id that is none", { ...GOOD, imageId: "9467895078742654966" }, [noUuid("9467895078742654966")]],
  ["a UUID in braces", { ...GOOD, imageId: `{${IMAGE}}` }, [noUuid(`{${IMAGE}}`)]],
  ["a UUID and a line break", { ...GOOD, imageId: `${IMAGE}\n` }, [noUuid(`${IMAGE}\n`)]],
  ["a UUID in upper case", { ...GOOD, imageId: IMAGE.toUpperCase() }, []],
  ["another intent", { ...GOOD, intent: "LOGO" }, [badIntent("LOGO")]],
  ["an empty intent", { ...GOOD, intent: "" }, [badIntent("")]],
  ["a name of every object", { ...GOOD, intent: "toString" }, [badIntent("toString")]],
  [
    "an empty text",
    { ...GOOD, altTexts: [{ text: "", locale: "en" }] },
    [noText({ text: "", locale: "en" })],
  ],
  ["no locale", { ...GOOD, altTexts: [{ text: "A" }] }, [noLocale({ text: "A" })]],
  ["neither", { ...GOOD, altTexts: [{}] }, [noText({}), noLocale({})]],
  [
    "a locale that is none",
    { ...GOOD, altTexts: [{ text: "A", locale: "en_US" }] },
    [of("AltTextsLocaleMustBeValid", "'locale' value '{{value}}' is invalid", "altTexts[0].locale", "en_US")],
  ],
  [
    "an empty partnersAssetId",
    { ...GOOD, partnersAssetId: "" },
    [expected("PartnersAssetIdMustNotBeEmpty", "'partnersAssetId' must not be empty string")],
  ],
])("details by themselves: %s", (_, details, reports) => {
  expect(Check(SubmittedSchema, details)).toBe(true);
  expect(refusal(brandAssets.judge(details, undefined))).toEqual(reports);
  expect(brandAssets.judgeUpdate(details, GOOD)).toEqual([]);
});

const LOGO: AssetImage = { deleted: false, width: 1024, height: 1024, colours: "srgb" };
const FREE: BrandAssetFacts = { image: LOGO, partnersAssetIdTaken: false, full: false };
const unresolvable = of(
  "ImageIdMustBeResolvable",
  "'imageId' value '{{value}}' must be resolvable",
  "imageId",
  IMAGE,
);
const deleted = of(
  "ReferencedImageMustNotBeDeleted",
  "Referenced image '{{value}}' must not be deleted",
  "imageId",
  IMAGE,
);
const taken = of(
  "PartnersAssetIdAlreadyExists",
  "'partnersAssetId' value '{{value}}' already exists",
  "partnersAssetId",
  "p1",
);
const full = expected(
  "CountOfBrandAssetsMustNotExceedMaximum",
  "Count of BrandAssets must not exceed maximum",
);

test.each<[string, "POST" | "PUT", BrandAssetFacts, unknown[]]>([
  ["nothing against it", "POST", FREE, []],
  ["no image", "POST", { ...FREE, image: undefined }, [unresolvable]],
  ["a deleted image", "PUT", { ...FREE, image: { ...LOGO, deleted: true } }, [deleted]],
  ["the partner's id is taken", "PUT", { ...FREE, partnersAssetIdTaken: true }, [taken]],
  ["the brand is full", "POST", { ...FREE, full: true }, [full]],
  ["the brand is full, in an update", "PUT", { ...FREE, full: true }, []],
  ["both", "POST", { ...FREE, partnersAssetIdTaken: true, full: true }, [taken, full]],
  [
    "no image before all else",
    "POST",
    { image: undefined, partnersAssetIdTaken: true, full: true },
    [unresolvable],
  ],
])("the rest of the registry: %s", (_, method, facts, reports) => {
  const details = { ...GOOD, partnersAssetId: "p1" };
  expect(refusal(brandAssets.judgeFacts(details, facts, method))).toEqual(reports);
});

const sides = (intent: AssetIntent, width: number, height: number) => ({
  submitted: [
    { field: `${AT}.imageId`, value: IMAGE },
    { field: `${AT}.intent`, value: intent },
  ],
  compared: [
    { field: "$.width", value: width },
    { field: "$.height", value: height },
  ],
});

test.each<[AssetIntent, number, number, boolean]>([
  ["PLACECARD_LOGO", 1024, 1024, true],
  ["PLACECARD_LOGO", 1023, 1024, false],
  ["PLACECARD_LOGO", 1024, 1025, false],
  ["PLACECARD_LOGO", 2048, 2048, false],
  ["COVER_PHOTO", 1600, 1040, true],
  ["COVER_PHOTO", 1599, 1040, false],
  ["COVER_PHOTO", 1600, 1039, false],
  ["COVER_PHOTO", 4864, 3161, true],
  ["COVER_PHOTO", 4865, 3161, false],
  ["COVER_PHOTO", 3000, 4865, false],
  ["COVER_PHOTO", 1024, 1024, false],
])("the dimensions of a %s, %i × %i: %j", (intent, width, height, right) => {
  const facts = { ...FREE, image: { deleted: false, width, height, colours: "srgb" } };
  const wrong = expected(
    "ImageMustHaveValidDimensionsForIntent",
    "Image must have valid dimensions for 'intent' '{{value}}'",
    { value: intent },
    sides(intent, width, height),
  );
  expect(refusal(brandAssets.judgeFacts({ imageId: IMAGE, intent }, facts))).toEqual(right ? [] : [wrong]);
});

test.each<[AssetIntent, number, number, string, boolean]>([
  ["COVER_PHOTO", 1600, 1040, "cmyk", false],
  ["COVER_PHOTO", 1600, 1040, "srgb", true],
  ["COVER_PHOTO", 1600, 1040, "b-w", true],
  ["PLACECARD_LOGO", 1024, 1024, "cmyk", true],
])("the colours of a %s, %i × %i in %s: %j", (intent, width, height, colours, right) => {
  const { submitted } = sides(intent, width, height);
  const wrong = expected(
    "ImageMustHaveValidColoursForIntent",
    "Image must have valid colours for 'intent' '{{value}}'",
    { value: intent },
    { submitted },
  );
  const facts = { ...FREE, image: { deleted: false, width, height, colours } };
  expect(refusal(brandAssets.judgeFacts({ imageId: IMAGE, intent }, facts))).toEqual(right ? [] : [wrong]);
});

test.each<[AssetIntent, number, number, boolean]>([
  ["COVER_PHOTO", 1600, 1040, true],
  ["COVER_PHOTO", 15_380, 10_000, true],
  ["COVER_PHOTO", 15_402, 10_000, true],
  ["COVER_PHOTO", 15_379, 10_000, false],
  ["COVER_PHOTO", 15_403, 10_000, false],
  ["COVER_PHOTO", 1040, 1600, false],
  ["PLACECARD_LOGO", 1024, 1024, true],
])("the ratio of a %s, %i × %i, in the review: %j", (intent, width, height, right) => {
  const wrong = expected(
    "AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent",
    "Aspect ratio must be within 1.5380 and 1.5402 for 'intent' 'COVER_PHOTO'",
    undefined,
    sides(intent, width, height),
  );
  const image = { deleted: false, width, height, colours: "srgb" };
  const found = brandAssets.judgeReview?.({ imageId: IMAGE, intent }, { ...FREE, image }) ?? [];
  expect(allReports(found)).toEqual(right ? [] : [wrong]);
});

test("the rules are those of the contract's table, with severity, method, mode and mark", () => {
  expect(linesOf(Object.values(BRAND_ASSET_RULES))).toEqual([
    "ImageIdMustBePresent VIOLATION POST_AND_PUT S documented",
    "ImageIdMustNotBeEmpty VIOLATION POST_AND_PUT S documented",
    "ImageIdMustBeAValidUUID VIOLATION POST_AND_PUT S documented",
    "ImageIdMustBeResolvable VIOLATION POST_AND_PUT S documented",
    "ReferencedImageMustNotBeDeleted VIOLATION POST_AND_PUT S documented",
    "ImageMustHaveValidDimensionsForIntent VIOLATION POST_AND_PUT S documented",
    "ImageMustHaveValidColoursForIntent VIOLATION POST_AND_PUT S ours",
    "IntentMustBePresent VIOLATION POST_AND_PUT S ours",
    "IntentMustBeValid VIOLATION POST_AND_PUT S ours",
    "AltTextsTextMustBePresent VIOLATION POST_AND_PUT S ours",
    "AltTextsLocaleMustBePresent VIOLATION POST_AND_PUT S ours",
    "AltTextsLocaleMustBeValid VIOLATION POST_AND_PUT S ours",
    "PartnersAssetIdMustNotBeEmpty VIOLATION POST_AND_PUT S documented",
    "PartnersAssetIdAlreadyExists VIOLATION POST_AND_PUT S documented",
    "CountOfBrandAssetsMustNotExceedMaximum VIOLATION POST S ours",
    "AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent VIOLATION POST_AND_PUT A documented",
    "BrandLogoDoesNotBelongToBrand VIOLATION POST_AND_PUT A documented",
    "BrandLogoIsNotALogo VIOLATION POST_AND_PUT A documented",
    "BrandLogoPolicyIssue VIOLATION POST_AND_PUT A documented",
    "BrandLogoImageQualityIssue VIOLATION POST_AND_PUT A documented",
    "PhotoRejected VIOLATION POST_AND_PUT A documented",
  ]);
});

test("details are written in the order of the wire, whatever order they came in", () => {
  const arranged = brandAssets.arrange({
    partnersAssetId: "p",
    altTexts: [{ locale: "en", text: "A" }],
    intent: "COVER_PHOTO",
    imageId: IMAGE,
  });
  expect(JSON.stringify(arranged)).toBe(
    `{"imageId":"${IMAGE}","intent":"COVER_PHOTO","altTexts":[{"text":"A","locale":"en"}],"partnersAssetId":"p"}`,
  );
});
