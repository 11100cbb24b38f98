import type { CallerIdDetails, SubmittedCallerIdDetails } from "@callmark/contract";
import type { PhoneNumberPolicy } from "./phone-numbers.ts";
import type { Finding, Rule } from "./rules.ts";

/** Every rule for numbers and departments (docs/contract.md, Validation reports). */
export const CALLER_ID_RULES = {
  departmentMustBeValid: {
    code: "VALIDATION__DepartmentMustBeValid",
    mark: "documented",
    message: "'department' value '{{value}}' is invalid",
  },
  departmentMustNotBeEmpty: {
    code: "VALIDATION__DepartmentMustNotBeEmpty",
    mark: "documented",
    message: "'department' must not be empty string",
  },
  phoneNumberMustBePresent: {
    code: "VALIDATION__PhoneNumberMustBePresent",
    mark: "ours",
    message: "Field '{{field}}' must be present",
  },
  phoneNumberMustBeValid: {
    code: "VALIDATION__PhoneNumberMustBeValid",
    mark: "ours",
    message: "'phoneNumber' value '{{value}}' is invalid",
  },
  phoneNumberMustNotBeUpdated: {
    code: "VALIDATION__PhoneNumberMustNotBeUpdated",
    mark: "ours",
    message: "'phoneNumber' must not be updated",
  },
  phoneNumberIsMatched: {
    code: "VALIDATION__PhoneNumberIsMatched",
    mark: "ours",
    message: "Caller ID resource with '{{value}}' already exists",
  },
  phoneNumberInUseUnderDifferentBrand: {
    code: "VALIDATION__PhoneNumberInUseUnderDifferentBrand",
    mark: "ours",
    message: "Phone number '{{value}}' already in use under different brand ID",
  },
  phoneNumberInUseUnderDifferentOrganization: {
    code: "VALIDATION__PhoneNumberInUseUnderDifferentOrganization",
    mark: "ours",
    message: "Phone number '{{value}}' already in use under different organization",
  },
  countOfCallerIdsMustNotExceedMaximum: {
    code: "VALIDATION__CountOfCallerIdsMustNotExceedMaximum",
    mark: "ours",
    message: "Count of CallerIds must not exceed maximum",
  },
} as const satisfies Record<string, Rule>;

const RULES = CALLER_ID_RULES;
const NUMBER = "$.callerIdDetails.phoneNumber";
const DEPARTMENT = "$.callerIdDetails.department";

export interface CallerIdPolicy {
  readonly phoneNumbers: PhoneNumberPolicy;
  /** The keys of the department catalogue. */
  readonly departments: Pick<ReadonlySet<string>, "has">;
}

/** What the details say of themselves. */
export function judgeCallerId(details: SubmittedCallerIdDetails, policy: CallerIdPolicy): Finding[] {
  return [judgePhoneNumber(details.phoneNumber, policy), judgeDepartment(details.department, policy)].filter(
    (finding) => finding !== undefined,
  );
}

function judgePhoneNumber(value: string | undefined, { phoneNumbers }: CallerIdPolicy): Finding | undefined {
  if (value === undefined) {
    const rule = RULES.phoneNumberMustBePresent;
    return { rule, member: NUMBER, context: { field: "phoneNumber" }, expected: [{ field: NUMBER }] };
  }
  if (phoneNumbers.allows(value)) return undefined;
  return ofNumber(RULES.phoneNumberMustBeValid, value);
}

function judgeDepartment(value: string | undefined, { departments }: CallerIdPolicy): Finding | undefined {
  if (value === undefined || departments.has(value)) return undefined;
  if (value === "") return { rule: RULES.departmentMustNotBeEmpty, member: DEPARTMENT };
  const rule = RULES.departmentMustBeValid;
  return { rule, member: DEPARTMENT, context: { value }, submitted: [{ field: DEPARTMENT, value }] };
}

/** What an update changes that it must not. */
export function judgeCallerIdUpdate(details: SubmittedCallerIdDetails, stored: CallerIdDetails): Finding[] {
  const { phoneNumber } = details;
  if (phoneNumber === undefined || phoneNumber === stored.phoneNumber) return [];
  return [
    {
      rule: RULES.phoneNumberMustNotBeUpdated,
      member: NUMBER,
      submitted: [{ field: NUMBER, value: phoneNumber }],
      compared: [{ field: NUMBER, value: stored.phoneNumber }],
    },
  ];
}

/** What the registry knows of a submitted number, read in the transaction that would write it. */
export interface CallerIdFacts {
  /** The brand's own caller ID with this number, where there is one that is not deleted. */
  readonly sameBrandId?: string;
  /** Who holds the number across brands, where that is another brand. */
  readonly holder?: { readonly brandId: string; readonly sameOrg: boolean };
  /** Would one more exceed what the brand may have? */
  readonly full: boolean;
}

/** What stands against the details elsewhere; asked only where nothing else is wrong. */
export function judgeCallerIdFacts({ phoneNumber }: CallerIdDetails, facts: CallerIdFacts): Finding[] {
  const findings: Finding[] = [];
  if (facts.sameBrandId !== undefined) {
    const compared = [{ field: "$.id", value: facts.sameBrandId }];
    findings.push({ ...ofNumber(RULES.phoneNumberIsMatched, phoneNumber), compared });
  }
  if (facts.holder?.sameOrg === true) {
    const compared = [{ field: "$.brandId", value: facts.holder.brandId }];
    findings.push({ ...ofNumber(RULES.phoneNumberInUseUnderDifferentBrand, phoneNumber), compared });
  }
  if (facts.holder?.sameOrg === false) {
    // The same bytes whoever holds it: nobody learns another's data from a report.
    findings.push(ofNumber(RULES.phoneNumberInUseUnderDifferentOrganization, phoneNumber));
  }
  if (facts.full) findings.push({ rule: RULES.countOfCallerIdsMustNotExceedMaximum, member: "$" });
  return findings;
}

function ofNumber(rule: Rule, value: string): Finding {
  return { rule, member: NUMBER, context: { value }, submitted: [{ field: NUMBER, value }] };
}
