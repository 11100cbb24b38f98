import { type CountryCode, isCountry } from "@callmark/sync";
import { UsageError } from "../errors.ts";

/** Throws `UsageError` where no country has this code. */
export function expectCountry(code: string): asserts code is CountryCode {
  if (!isCountry(code)) {
    throw new UsageError(`--country: '${code}' is none; it is a country's code of two letters, such as US`);
  }
}
