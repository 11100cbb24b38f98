import type { PhoneNumberPolicy } from "./phone-numbers.ts";
import { type Rule, reviewRule, rule, warning } from "./rules.ts";

export const NUMBER = "$.callerIdDetails.phoneNumber";
export const DEPARTMENT = "$.callerIdDetails.department";

/** Every rule for caller IDs (docs/rules.md). */
export const CALLER_ID_RULES = {
  callerIdBrandNotSharedWithPartner: rule("CallerIdBrandNotSharedWithPartner", {
    mark: "documented",
    message: "Caller ID requires the referenced Brand '{{id}}' to be shared with a partner",
    fields: ["$.brandId"],
    when: "The registry requires sharing, and the brand is not shared with a partner.",
  }),
  callerIdRequiresPublishedBrand: rule("CallerIdRequiresPublishedBrand", {
    mark: "documented",
    message: "Caller ID requires the current version of the referenced Brand '{{id}}' to be `PUBLISHED`",
    fields: ["$.brandId"],
    when: "The registry requires a published brand, and its current version is not `PUBLISHED`; where a version in force is enough, none is.",
  }),
  callerIdRequiresPublishedBrandAsset: rule("CallerIdRequiresPublishedBrandAsset", {
    mark: "documented",
    message:
      "Caller ID requires the current version of the referenced Brand Asset '{{id}}' to be `PUBLISHED`",
    fields: ["$.brandId"],
    when: "The same for the brand's logo; where the brand has none, `id` is `PLACECARD_LOGO`.",
  }),
  departmentMustBeValid: rule("DepartmentMustBeValid", {
    mark: "documented",
    message: "'department' value '{{value}}' is invalid",
    fields: [DEPARTMENT],
    when: "The department is not in the catalogue.",
  }),
  departmentMustBeValidForUseWithBrandPrimaryCategory: rule(
    "DepartmentMustBeValidForUseWithBrandPrimaryCategory",
    {
      mark: "documented",
      message: "'department' value '{{value}}' is not valid for use with brand's primary category",
      fields: [DEPARTMENT, "$.brandDetails.categories[0]"],
      when: "The catalogue limits the department to categories, and the brand's first one is under none of them.",
    },
  ),
  departmentMustNotBeEmpty: rule("DepartmentMustNotBeEmpty", {
    mark: "documented",
    message: "'department' must not be empty string",
    fields: [DEPARTMENT],
    when: "The department is an empty text.",
  }),
  callerIdIsBlocked: rule("CallerIdIsBlocked", {
    mark: "documented",
    message: "Caller ID feature is blocked for the brand as per Apple Business policy",
    fields: ["$.brandId"],
    when: "The operator has blocked the brand.",
  }),
  phoneNumberOwnershipNotIndependentlyVerifiable: reviewRule(
    "PhoneNumberOwnershipNotIndependentlyVerifiable",
    {
      mark: "documented",
      message: "Brand ownership of 'phoneNumber' '{{value}}' could not be independently verified",
      fields: [NUMBER],
      when: "A reviewer cannot tell that the number is the brand's.",
    },
  ),
  phoneNumberVerificationRequired: rule("PhoneNumberVerificationRequired", {
    method: "POST",
    mark: "documented",
    message: "Organization must complete phone verification for caller ID `{{id}}`",
    fields: [NUMBER],
    when: "The registry requires phone verification (`CALLMARK_REQUIRE_PHONE_VERIFICATION`). It calls nobody, so no number is verified, and every create is refused. There is no caller ID yet, so `id` is the number.",
  }),
  phoneNumberVerificationUnsuccessful: reviewRule("PhoneNumberVerificationUnsuccessful", {
    method: "POST",
    mark: "documented",
    message: "Phone verification for caller ID `{{id}}` was not successful",
    fields: [NUMBER],
    when: "A reviewer could not verify the number by a call.",
  }),
  callerIdPhoneNumberDoesNotMatchNumberUsedToVerify: reviewRule(
    "CallerIdPhoneNumberDoesNotMatchNumberUsedToVerify",
    {
      method: "POST",
      mark: "documented",
      ownWords: true,
      message: "'phoneNumber' '{{value}}' is not the number that was used to verify",
      fields: [NUMBER],
      when: "A reviewer verified another number than this one.",
    },
  ),
  phoneNumberMustBePresent: rule("PhoneNumberMustBePresent", {
    mark: "ours",
    message: "Field '{{field}}' must be present",
    fields: [NUMBER],
    when: "There is no number.",
  }),
  phoneNumberMustBeValid: rule("PhoneNumberMustBeValid", {
    mark: "ours",
    message: "'phoneNumber' value '{{value}}' is invalid",
    fields: [NUMBER],
    when: "It is not E.164, or not a valid number of a country that the registry accepts.",
  }),
  phoneNumberMustNotBeUpdated: rule("PhoneNumberMustNotBeUpdated", {
    method: "PUT",
    mark: "ours",
    message: "'phoneNumber' must not be updated",
    fields: [NUMBER],
    when: "It differs from the stored one.",
  }),
  phoneNumberIsMatched: rule("PhoneNumberIsMatched", {
    method: "POST",
    mark: "ours",
    message: "Caller ID resource with '{{value}}' already exists",
    fields: [NUMBER],
    when: "The brand has a caller ID with the number; judged where nothing else is wrong.",
  }),
  phoneNumberInUseUnderDifferentBrand: rule("PhoneNumberInUseUnderDifferentBrand", {
    mark: "ours",
    message: "Phone number '{{value}}' already in use under different brand ID",
    fields: [NUMBER],
    when: "Another brand of the org holds the number, and is shared with the partner if one asks; judged where nothing else is wrong.",
  }),
  phoneNumberInUseUnderDifferentOrganization: rule("PhoneNumberInUseUnderDifferentOrganization", {
    mark: "ours",
    message: "Phone number '{{value}}' already in use under different organization",
    fields: [NUMBER],
    when: "Another org holds the number, or a brand that is not shared with the partner that asks; judged where nothing else is wrong.",
  }),
  countOfCallerIdsMustNotExceedMaximum: rule("CountOfCallerIdsMustNotExceedMaximum", {
    method: "POST",
    mark: "ours",
    message: "Count of CallerIds must not exceed maximum",
    fields: ["$"],
    when: "The brand has as many as it may have; judged where nothing else is wrong.",
  }),
  phoneNumberIsPremiumRate: warning("PhoneNumberIsPremiumRate", {
    message: "'phoneNumber' '{{value}}' is of a premium-rate range",
    fields: [NUMBER],
    when: "Who calls such a number back pays extra, so networks and reviewers distrust it.",
  }),
} satisfies Record<string, Rule>;

export interface CallerIdPolicy {
  readonly phoneNumbers: PhoneNumberPolicy;
  /** The keys of the department catalogue. */
  readonly departments: Pick<ReadonlySet<string>, "has">;
}

/** A version that counts: the current one, the last published one whatever is in review since, or none at all. */
export type PublishedVersion = "current" | "in-force" | "waived";

/** What a registry asks of a brand before it takes a caller ID. Plain data, so that it goes where the store is. */
export interface CallerIdRequirements {
  readonly shared: "required" | "waived";
  readonly brand: PublishedVersion;
  readonly logo: PublishedVersion;
  /** Where it is required, no new number is taken: the registry verifies none. */
  readonly phoneVerification: "required" | "waived";
  /** The categories that a department is limited to, each with all below it; a department not named has no limit. */
  readonly departmentCategories: Readonly<Record<string, readonly string[]>>;
}

interface Published {
  /** Is the current version published? */
  readonly published: boolean;
  /** Is a published version in force, whatever became of it since? */
  readonly publishedInForce: boolean;
}

/** What the registry knows of the brand that a caller ID names. */
export interface CallerIdBrand extends Published {
  readonly id: string;
  readonly blocked: boolean;
  /** Shared with a partner. */
  readonly shared: boolean;
  /** Its logo, where there is one that is not deleted. */
  readonly logo?: Published & { readonly id?: string };
  readonly primaryCategory?: string;
}

/** What the registry knows of a submitted number, read in the transaction that would write it. */
export interface CallerIdFacts {
  /** The brand's own caller ID with this number, where there is one that is not deleted. */
  readonly sameBrandId?: string;
  /** Another brand that holds the number; by its id where it is the org's, and who asks may know of it. */
  readonly holder?: { readonly brandId?: string };
  /** Would one more exceed what the brand may have? */
  readonly full: boolean;
  /** The brand and what is asked of it; where either is absent, nothing is. */
  readonly brand?: CallerIdBrand;
  readonly required?: CallerIdRequirements;
}
