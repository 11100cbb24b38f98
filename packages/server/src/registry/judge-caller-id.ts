import type { CallerIdDetails, SubmittedCallerIdDetails } from "@callmark/contract";
import {
  CALLER_ID_RULES,
  type CallerIdFacts,
  type CallerIdPolicy,
  DEPARTMENT,
  NUMBER,
} from "./caller-id-rules.ts";
import { judgeCallerIdBrand } from "./judge-caller-id-brand.ts";
import { absent, type Finding, ofMethod, ofValue } from "./rules.ts";

const RULES = CALLER_ID_RULES;

/** What the details say of themselves. */
export function judgeCallerId(details: SubmittedCallerIdDetails, policy: CallerIdPolicy): Finding[] {
  return [judgePhoneNumber(details.phoneNumber, policy), judgeDepartment(details.department, policy)].filter(
    (finding) => finding !== undefined,
  );
}

function judgePhoneNumber(value: string | undefined, { phoneNumbers }: CallerIdPolicy): Finding | undefined {
  if (value === undefined) return absent(RULES.phoneNumberMustBePresent, NUMBER);
  if (!phoneNumbers.allows(value)) return ofValue(RULES.phoneNumberMustBeValid, NUMBER, value);
  if (phoneNumbers.isPremiumRate(value)) return ofValue(RULES.phoneNumberIsPremiumRate, NUMBER, value);
  return undefined;
}

function judgeDepartment(value: string | undefined, { departments }: CallerIdPolicy): Finding | undefined {
  if (value === undefined || departments.has(value)) return undefined;
  if (value === "") return { rule: RULES.departmentMustNotBeEmpty, member: DEPARTMENT };
  return ofValue(RULES.departmentMustBeValid, DEPARTMENT, value);
}

/** What an update changes that it must not. */
export function judgeCallerIdUpdate(details: SubmittedCallerIdDetails, stored: CallerIdDetails): Finding[] {
  const { phoneNumber } = details;
  if (phoneNumber === undefined || phoneNumber === stored.phoneNumber) return [];
  const compared = [{ field: NUMBER, value: stored.phoneNumber }];
  return [{ ...ofValue(RULES.phoneNumberMustNotBeUpdated, NUMBER, phoneNumber), compared }];
}

/** What stands against the details elsewhere; asked only where nothing else is wrong. */
export function judgeCallerIdFacts(
  details: CallerIdDetails,
  facts: CallerIdFacts,
  method: "POST" | "PUT" = "POST",
): Finding[] {
  const ofBrand = judgeCallerIdBrand(details, facts, method);
  // Whose number it is, is told only where the brand may have caller IDs at all.
  return ofBrand.length > 0 ? ofBrand : ofMethod(judgeNumber(details, facts), method);
}

function judgeNumber({ phoneNumber }: CallerIdDetails, facts: CallerIdFacts): Finding[] {
  const findings: Finding[] = [];
  const ofNumber = (rule: Finding["rule"]) => ofValue(rule, NUMBER, phoneNumber);
  if (facts.sameBrandId !== undefined) {
    const compared = [{ field: "$.id", value: facts.sameBrandId }];
    findings.push({ ...ofNumber(RULES.phoneNumberIsMatched), compared });
  }
  if (facts.holder?.brandId !== undefined) {
    const compared = [{ field: "$.brandId", value: facts.holder.brandId }];
    findings.push({ ...ofNumber(RULES.phoneNumberInUseUnderDifferentBrand), compared });
  } else if (facts.holder !== undefined) {
    // The same bytes whoever holds it: nobody learns another's data from a report.
    findings.push(ofNumber(RULES.phoneNumberInUseUnderDifferentOrganization));
  }
  if (facts.full) findings.push({ rule: RULES.countOfCallerIdsMustNotExceedMaximum, member: "$" });
  return findings;
}
