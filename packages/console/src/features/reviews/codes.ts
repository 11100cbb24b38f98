import type { ResourceType } from "@callmark/client";
import { reviews } from "../../texts/reviews.ts";

const { codes: texts } = reviews;

/** A rule that a reviewer may say is broken. */
export type Code = keyof typeof texts;

/** The rules of each kind of resource that only a person can judge. */
const CODES: Readonly<Record<ResourceType, readonly Code[]>> = {
  BRAND: [
    "VALIDATION__BrandDetailsIncorrect",
    "VALIDATION__BrandDoesNotMeetRequirements",
    "VALIDATION__BrandInformationRequired",
  ],
  BRAND_ASSET: [
    "VALIDATION__BrandLogoImageQualityIssue",
    "VALIDATION__BrandLogoIsNotALogo",
    "VALIDATION__BrandLogoDoesNotBelongToBrand",
    "VALIDATION__BrandLogoPolicyIssue",
    "VALIDATION__PhotoRejected",
  ],
  BUSINESS_CALLER_ID: [
    "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable",
    "VALIDATION__PhoneNumberVerificationUnsuccessful",
    "VALIDATION__CallerIdPhoneNumberDoesNotMatchNumberUsedToVerify",
  ],
};

/** The rules to choose among, in words. */
export function codeChoices(kind: ResourceType): readonly { readonly value: Code; readonly label: string }[] {
  return CODES[kind].map((value) => ({ value, label: texts[value] }));
}
