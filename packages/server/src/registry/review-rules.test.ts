import { describe, expect, test } from "vitest";
import { ALL_RULES, type JudgedKind } from "./all-rules.ts";
import { reviewFinding } from "./review-finding.ts";
import { reviewRules, rulesForVersion } from "./review-rules.ts";
import { verdictOf } from "./review-verdict.ts";
import { messageOf, type Rule } from "./rules.ts";

const CREATED = "2026-10-02T11:41:00.250Z";
const SUBMITTED = Date.parse(CREATED);
const IMAGE = "b2c0c9d4-0000-4000-8000-000000000000";
const DETAILS = {
  brand: { brandDetails: { displayNames: [{ name: "Northwind", locale: "en" }] } },
  brandAsset: { brandAssetDetails: { imageId: IMAGE, intent: "PLACECARD_LOGO" } },
  callerId: { callerIdDetails: { phoneNumber: "+18005555555" } },
} as const satisfies Record<JudgedKind, object>;
const COVER = { brandAssetDetails: { imageId: IMAGE, intent: "COVER_PHOTO" } };
const KINDS: readonly JudgedKind[] = ["brand", "brandAsset", "callerId"];

/** A version that waits, as it was submitted so many milliseconds after its resource was created. */
const version = (kind: JudgedKind, later = 0, details: object = DETAILS[kind]) => ({
  kind,
  submitted: SUBMITTED + later,
  body: JSON.stringify({ id: "4001", brandId: "2001", createdDate: CREATED, state: "SUBMITTED", ...details }),
});
const namesOf = (rules: readonly Rule[]) => rules.map(({ code }) => code.replace("VALIDATION__", ""));

test("a review may name these: no warning, nothing that the answer has said, nothing that is found unaided", () => {
  expect(Object.fromEntries(KINDS.map((kind) => [kind, namesOf(reviewRules(kind))]))).toEqual({
    brand: ["BrandDetailsIncorrect", "BrandDoesNotMeetRequirements", "BrandInformationRequired"],
    brandAsset: [
      "BrandLogoDoesNotBelongToBrand",
      "BrandLogoIsNotALogo",
      "BrandLogoPolicyIssue",
      "BrandLogoImageQualityIssue",
      "PhotoRejected",
    ],
    callerId: [
      "PhoneNumberOwnershipNotIndependentlyVerifiable",
      "PhoneNumberVerificationUnsuccessful",
      "CallerIdPhoneNumberDoesNotMatchNumberUsedToVerify",
    ],
  });
});

test.each<[string, ReturnType<typeof version>, readonly string[]]>([
  ["a logo", version("brandAsset"), namesOf(reviewRules("brandAsset"))],
  ["a cover photo", version("brandAsset", 0, COVER), ["PhotoRejected"]],
  ["an updated logo", version("brandAsset", 1), namesOf(reviewRules("brandAsset"))],
  ["a new caller ID", version("callerId"), namesOf(reviewRules("callerId"))],
  ["an updated caller ID", version("callerId", 1), ["PhoneNumberOwnershipNotIndependentlyVerifiable"]],
  ["an updated brand", version("brand", 1), namesOf(reviewRules("brand"))],
])("%s can break these alone", (_, one, names) => {
  expect(namesOf(rulesForVersion(one))).toEqual(names);
});

describe.each(KINDS)("every rule of a %s", (kind) => {
  const known = new Set<Rule>(rulesForVersion(version(kind)));
  const body = version(kind).body;
  test.each(ALL_RULES[kind].map((rule): [string, Rule] => [rule.code, rule]))(
    "%s fills its template, or is refused with those that may be named",
    (code, rule) => {
      const decide = () =>
        verdictOf({ etag: "e", decision: "REJECT", code }, { ...version(kind), body }, SUBMITTED);
      if (!known.has(rule)) {
        const codes = [...known].map((one) => one.code).join(", ");
        expect(decide).toThrow(`$.code must be one of ${codes}: a review of this version cannot find`);
        return;
      }
      expect(decide()).toMatchObject({
        state: "REJECTED",
        said: { validationReports: [{ code, severity: "VIOLATION", message: rule.message }] },
      });
      expect(messageOf(reviewFinding(rule, JSON.parse(body)))).not.toContain("{{");
    },
  );
});

test("a code that is none is said back, but not at any length", () => {
  const decide = () =>
    verdictOf({ etag: "e", decision: "FAIL", code: "X".repeat(200) }, version("brand"), SUBMITTED);
  expect(decide).toThrow(/ cannot find 'X{100}'$/);
});
