import { E164_PATTERN } from "@callmark/contract/vocabulary";
import { type CountryCode, getCountries, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Which numbers a registry takes. */
export interface PhoneNumberPolicy {
  /** Is this a valid number in E.164, exactly as written, of an allowed country? */
  allows(phoneNumber: string): boolean;
  /** Is a number that it allows one that costs extra to call? */
  isPremiumRate(phoneNumber: string): boolean;
}

const E164 = new RegExp(E164_PATTERN);
/** The area code 900, and the exchange 976 of any area: libphonenumber knows the first alone. */
const PREMIUM_IN_NORTH_AMERICA = /^\+1(?:900|[0-9]{3}976)/;

/**
 * Numbers of some countries (ISO 3166-1 alpha-2), by the metadata of libphonenumber. What several countries share
 * counts for the one that the metadata names first: a toll-free number of the North American plan for `US`.
 */
export function phoneNumbersOf(countries: Iterable<string>): PhoneNumberPolicy {
  const allowed = new Set<string | undefined>(countries);
  return {
    allows(phoneNumber) {
      if (!isE164(phoneNumber)) return false;
      const parsed = parsePhoneNumberFromString(phoneNumber);
      // `isValidPhoneNumber(n, "US")` would take any country's number: the second argument is a default only.
      return parsed?.number === phoneNumber && allowed.has(parsed.country) && parsed.isValid();
    },
    isPremiumRate(phoneNumber) {
      // Most numbers are of North America, and there a look at the digits does, without parsing anew.
      if (phoneNumber.startsWith("+1")) return PREMIUM_IN_NORTH_AMERICA.test(phoneNumber);
      return parsePhoneNumberFromString(phoneNumber)?.getType() === "PREMIUM_RATE";
    },
  };
}

/** Does libphonenumber know this country? */
export function isCountry(code: string): code is CountryCode {
  return (getCountries() as readonly string[]).includes(code);
}

/** Is this written as a telephone number in E.164, whatever its country? */
export function isE164(text: string): boolean {
  return E164.test(text);
}
