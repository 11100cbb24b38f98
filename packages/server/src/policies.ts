import { loadDepartments } from "./departments/departments.ts";
import type { CallerIdPolicy } from "./registry/caller-id-rules.ts";
import { phoneNumbersOf } from "./registry/phone-numbers.ts";
import { type Preconditions, WAIVED } from "./registry/store.ts";
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
export function preconditionsOf(
  settings: Pick<
    Settings,
    "CALLMARK_REQUIRE_SHARED_BRAND" | "CALLMARK_REQUIRE_PUBLISHED_BRAND" | "CALLMARK_REQUIRE_PUBLISHED_LOGO"
  >,
  isWaived: boolean,
): Preconditions {
  const unless = isWaived ? WAIVED : REQUIRED;
  return {
    shared: settings.CALLMARK_REQUIRE_SHARED_BRAND ?? unless.shared,
    brand: settings.CALLMARK_REQUIRE_PUBLISHED_BRAND ?? unless.brand,
    logo: settings.CALLMARK_REQUIRE_PUBLISHED_LOGO ?? unless.logo,
  };
}

const REQUIRED: Preconditions = { shared: "required", brand: "current", logo: "current" };
