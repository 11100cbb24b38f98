import type { SubmittedCallerIdDetails } from "@callmark/contract";
import {
  CALLER_ID_RULES,
  type CallerIdBrand,
  type CallerIdFacts,
  type CallerIdRequirements,
  DEPARTMENT,
  NUMBER,
  type PublishedVersion,
} from "./caller-id-rules.ts";
import { isUnder } from "./formats.ts";
import { type Finding, ofMethod, ofValue } from "./rules.ts";

const RULES = CALLER_ID_RULES;
const BRAND = "$.brandId";
const PRIMARY_CATEGORY = "$.brandDetails.categories[0]";
/** What a report calls the logo of a brand that has none. */
const LOGO = "PLACECARD_LOGO";

/** What a brand lacks to have the caller ID; it needs nothing of the number but that there is one. */
export function judgeCallerIdBrand(
  details: SubmittedCallerIdDetails,
  { brand, required }: Pick<CallerIdFacts, "brand" | "required">,
  method: "POST" | "PUT",
): Finding[] {
  if (brand === undefined || required === undefined) return [];
  const { phoneNumber } = details;
  const findings: Finding[] = [];
  const ofBrand = (rule: Finding["rule"], id: string) => {
    findings.push({ rule, member: BRAND, context: { id } });
  };

  if (brand.blocked) findings.push({ rule: RULES.callerIdIsBlocked, member: BRAND });
  if (required.shared === "required" && !brand.shared) {
    ofBrand(RULES.callerIdBrandNotSharedWithPartner, brand.id);
  }
  if (!suffices(brand, required.brand)) ofBrand(RULES.callerIdRequiresPublishedBrand, brand.id);
  if (!suffices(brand.logo, required.logo)) {
    ofBrand(RULES.callerIdRequiresPublishedBrandAsset, brand.logo?.id ?? LOGO);
  }
  // The registry calls nobody: where verification is required, no number has it.
  if (required.phoneVerification === "required" && phoneNumber !== undefined) {
    const rule = RULES.phoneNumberVerificationRequired;
    findings.push({ rule, member: NUMBER, context: { id: phoneNumber } });
  }
  findings.push(...judgeDepartmentOfBrand(details.department, brand, required));
  return ofMethod(findings, method);
}

function suffices(
  held: { readonly published: boolean; readonly publishedInForce: boolean } | undefined,
  version: PublishedVersion,
): boolean {
  if (version === "waived") return true;
  if (held === undefined) return false;
  return held.published || (version === "in-force" && held.publishedInForce);
}

function judgeDepartmentOfBrand(
  department: string | undefined,
  { primaryCategory }: CallerIdBrand,
  { departmentCategories }: CallerIdRequirements,
): Finding[] {
  if (department === undefined || primaryCategory === undefined) return [];
  if (!Object.hasOwn(departmentCategories, department)) return [];
  if (departmentCategories[department]?.some((prefix) => isUnder(primaryCategory, prefix))) return [];
  const rule = RULES.departmentMustBeValidForUseWithBrandPrimaryCategory;
  const compared = [{ field: PRIMARY_CATEGORY, value: primaryCategory }];
  return [{ ...ofValue(rule, DEPARTMENT, department), compared }];
}
