import { expect, test } from "vitest";
import { allReports, expected } from "../../test/rule-reports.ts";
import { ALL_RULES, type JudgedKind, ruleNamed } from "./all-rules.ts";
import { reviewFinding } from "./review-finding.ts";
import { messageOf, type Rule } from "./rules.ts";

const EVERY = Object.values(ALL_RULES).flat();

test("no two rules of a kind have one code", () => {
  for (const rules of Object.values(ALL_RULES)) {
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  }
});

test.each(EVERY.map((rule): [string, Rule] => [rule.code, rule]))("%s is whole", (_, rule) => {
  expect(rule.code).toMatch(/^VALIDATION__[A-Z][A-Za-z]+$/);
  expect(rule.fields.length).toBeGreaterThan(0);
  for (const field of rule.fields) expect(field).toMatch(/^\$(\.[A-Za-z]+(\[[*0]\])?)*$/);
  // What a report can fill in, and no blank at the end.
  const names = [...rule.message.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
  expect(["id", "value", "field", "countryCodes"]).toEqual(expect.arrayContaining(names));
  expect(rule.message).toBe(rule.message.trim());
  expect(rule.when).toMatch(/\.$/);
});

test.each<[JudgedKind, string, string | undefined]>([
  ["brand", "VALIDATION__BrandDetailsIncorrect", "VALIDATION__BrandDetailsIncorrect"],
  ["brand", "BrandDetailsIncorrect", "VALIDATION__BrandDetailsIncorrect"],
  ["brandAsset", "PhotoRejected", "VALIDATION__PhotoRejected"],
  ["brandAsset", "BrandDetailsIncorrect", undefined],
  ["callerId", "", undefined],
  ["callerId", "toString", undefined],
])("the rule of a %s by the name %j", (kind, code, found) => {
  expect(ruleNamed(ALL_RULES[kind], code)?.code).toBe(found);
});

const CALLER_ID = { id: "4001", callerIdDetails: { phoneNumber: "+18005555555" } };
const submitted = [{ field: "$.callerIdDetails.phoneNumber", value: "+18005555555" }];

test.each<[string, JudgedKind, Readonly<Record<string, unknown>> & { id: string }, unknown, string]>([
  [
    "PhoneNumberOwnershipNotIndependentlyVerifiable",
    "callerId",
    CALLER_ID,
    expected(
      "PhoneNumberOwnershipNotIndependentlyVerifiable",
      "Brand ownership of 'phoneNumber' '{{value}}' could not be independently verified",
      { value: "+18005555555" },
      { submitted },
    ),
    "Brand ownership of 'phoneNumber' '+18005555555' could not be independently verified",
  ],
  [
    "PhoneNumberVerificationUnsuccessful",
    "callerId",
    CALLER_ID,
    expected(
      "PhoneNumberVerificationUnsuccessful",
      "Phone verification for caller ID `{{id}}` was not successful",
      { id: "4001" },
      { submitted },
    ),
    "Phone verification for caller ID `4001` was not successful",
  ],
  [
    "BrandLogoIsNotALogo",
    "brandAsset",
    { id: "3001", brandAssetDetails: { imageId: "i" } },
    expected("BrandLogoIsNotALogo", "Not a logo", undefined, {
      submitted: [{ field: "$.brandAssetDetails.imageId", value: "i" }],
    }),
    "Not a logo",
  ],
  [
    "PhotoRejected",
    "brandAsset",
    { id: "3001", brandAssetDetails: null },
    expected("PhotoRejected", "Photo is rejected"),
    "Photo is rejected",
  ],
])("a review names %s", (name, kind, resource, report, message) => {
  const rule = ruleNamed(ALL_RULES[kind], name);
  if (rule === undefined) throw new Error(`${kind} has no rule ${name}`);
  const finding = reviewFinding(rule, resource);
  expect(allReports([finding])).toEqual([report]);
  expect(messageOf(finding)).toBe(message);
});
