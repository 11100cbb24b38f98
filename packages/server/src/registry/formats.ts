import { getCountries } from "libphonenumber-js/max";

/** What libphonenumber numbers as countries and ISO 3166-1 has no code for. */
const NOT_ISO = ["AC", "TA", "XK"];
/** Where nobody has a telephone, so that libphonenumber leaves it out. */
const WITHOUT_TELEPHONES = ["AQ", "BV", "GS", "HM", "PN", "TF", "UM"];

const COUNTRY_CODES: ReadonlySet<string> = new Set([
  ...getCountries().filter((code) => !NOT_ISO.includes(code)),
  ...WITHOUT_TELEPHONES,
]);

/** Is this a country in ISO 3166-1 alpha-2, upper case? */
export const isCountryCode = (text: string): boolean => COUNTRY_CODES.has(text);

/** Is this a well-formed BCP 47 language tag, such as `en-US`? */
export function isLocale(text: string): boolean {
  try {
    return new Intl.Locale(text).language !== "und";
  } catch {
    return false;
  }
}

/** The page that a text names by an absolute `http` or `https` URL; `undefined` where it names none. */
export function webPage(text: string): URL | undefined {
  // The URL class takes `https:example.com`, too, and leaves spaces out.
  if (!/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Does the URL carry a parameter of a campaign, such as `utm_source`? */
export const hasUtmParameter = (url: URL): boolean =>
  [...url.searchParams.keys()].some((name) => /^utm_/i.test(name));

/** Is this a UUID in its usual form? */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** Characters as people count them, not code units. */
export function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

/** Is this a dotted name such as `dining.dessert_shop`? */
export const isDotted = (text: string): boolean => /^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/.test(text);

/** Does a dotted name stand under another, or is it the same? */
export const isUnder = (name: string, prefix: string): boolean =>
  name === prefix || name.startsWith(`${prefix}.`);
