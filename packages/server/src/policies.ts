import { departmentCategories, loadDepartments } from "./departments/departments.ts";
import type { CallerIdPolicy, CallerIdRequirements } from "./registry/caller-id-rules.ts";
import { phoneNumbersOf } from "./registry/phone-numbers.ts";
import type { Settings } from "./settings.ts";

/** What the settings let a caller ID be. Throws an `Error` that names the file of departments where that is wrong. */
export function callerIdPolicyOf(
  settings: Pick<Settings, "CALLMARK_COUNTRIES" | "CALLMARK_DEPARTMENTS_FILE">,
): CallerIdPolicy {
  return {
    phoneNumbers: phoneNumbersOf(settings.CALLMARK_COUNTRIES),
    departments: loadDepartments(settings.CALLMARK_DEPARTMENTS_FILE),
  };
}

/** What a caller ID requires of its brand: what the settings say, or else what suits the registry. */
export function requirementsOf(
  settings: Pick<
    Settings,
    | "CALLMARK_REQUIRE_SHARED_BRAND"
    | "CALLMARK_REQUIRE_PUBLISHED_BRAND"
    | "CALLMARK_REQUIRE_PUBLISHED_LOGO"
    | "CALLMARK_REQUIRE_PHONE_VERIFICATION"
    | "CALLMARK_DEPARTMENTS_FILE"
  >,
  isWaived: boolean,
): CallerIdRequirements {
  const otherwise = isWaived
    ? ({ shared: "waived", published: "waived" } as const)
    : ({ shared: "required", published: "current" } as const);
  return {
    shared: settings.CALLMARK_REQUIRE_SHARED_BRAND ?? otherwise.shared,
    brand: settings.CALLMARK_REQUIRE_PUBLISHED_BRAND ?? otherwise.published,
    logo: settings.CALLMARK_REQUIRE_PUBLISHED_LOGO ?? otherwise.published,
    phoneVerification: settings.CALLMARK_REQUIRE_PHONE_VERIFICATION,
    departmentCategories: departmentCategories(loadDepartments(settings.CALLMARK_DEPARTMENTS_FILE)),
  };
}
