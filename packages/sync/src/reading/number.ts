import {
  type CountryCode,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
} from "libphonenumber-js/min";
import { excerpt } from "../excerpt.ts";

export type { CountryCode };

/** A number as it is on the wire, or why a text is none. */
export type NumberReading =
  | { readonly phoneNumber: string; readonly reason?: never }
  | { readonly phoneNumber?: never; readonly reason: string };

const E164 = /^\+[1-9][0-9]{1,14}$/;
const SCIENTIFIC = /^[+-]?[0-9]+([.,][0-9]+)?e\+?[0-9]+$/i;
const DECIMAL = /^[0-9]+[.,]0+$/;
const EXAMPLE = "+18005555555";

const REASONS: Readonly<Record<string, string>> = {
  TOO_SHORT: "it is too short",
  TOO_LONG: "it is too long",
  INVALID_COUNTRY: "its country code is none",
  INVALID_LENGTH: "it has not as many digits as numbers of its country have",
  NOT_A_NUMBER: "it is no telephone number",
};

/** Whether numbers can be read as they are written in a country: two capital letters of ISO 3166-1, such as `US`. */
export function isCountry(text: string): text is CountryCode {
  return isSupportedCountry(text);
}

/**
 * Reads a number as people and spreadsheets write it. Without a country it must be E.164 already.
 *
 * @example readNumber("(800) 555-5555", "US") // { phoneNumber: "+18005555555" }
 */
export function readNumber(text: string, country: CountryCode | undefined): NumberReading {
  const trimmed = text.trim();
  if (E164.test(trimmed)) return { phoneNumber: trimmed };
  if (trimmed === "") return { reason: "The number is missing" };
  const shown = `'${excerpt(trimmed)}'`;
  if (SCIENTIFIC.test(trimmed)) {
    return {
      reason: `${shown} is how a spreadsheet shows a long number, whose last digits are lost: format the column as text and enter the numbers again`,
    };
  }
  if (DECIMAL.test(trimmed)) {
    return { reason: `${shown} has decimals, as a spreadsheet writes a number: format the column as text` };
  }
  if (country === undefined) {
    return { reason: `${shown} is not E.164, such as ${EXAMPLE}, and no country says how to read it` };
  }
  return readNational(trimmed, country, shown);
}

function readNational(text: string, country: CountryCode, shown: string): NumberReading {
  const refused = (code: string) => ({
    reason: `${shown} cannot be read as a number of ${country}: ${REASONS[code] ?? REASONS.NOT_A_NUMBER}`,
  });
  try {
    const number = parsePhoneNumberWithError(text, { defaultCountry: country, extract: false });
    if (number.ext !== undefined) return { reason: `${shown} has an extension, which cannot be registered` };
    if (!number.isPossible()) return refused("INVALID_LENGTH");
    return { phoneNumber: number.number };
  } catch (error) {
    if (error instanceof ParseError) return refused(error.message);
    throw error;
  }
}
