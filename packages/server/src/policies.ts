import { loadDepartments } from "./departments/departments.ts";
import type { CallerIdPolicy } from "./registry/caller-id-rules.ts";
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
