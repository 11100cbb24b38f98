import { BRAND_URL_TYPES, LIMITS, OWNERSHIP_TYPES } from "@callmark/contract/vocabulary";
import { info, type Rule, reviewRule, rule, warning } from "./rules.ts";

export const DETAILS = "$.brandDetails";
export const CATEGORIES = `${DETAILS}.categories`;
export const COUNTRIES = `${DETAILS}.countryCodes`;
export const NAMES = `${DETAILS}.displayNames`;
export const URLS = `${DETAILS}.urls`;
export const PARTNERS_ID = `${DETAILS}.partnersBrandId`;
export const OWNERSHIP = `${DETAILS}.ownershipType`;

/** How many characters a caller name (CNAM) has room for. */
export const CALLER_NAME_CHARACTERS = 15;
/** How many other networks of branded calling show. */
export const BRANDED_NAME_CHARACTERS = 32;

const PRESENT = "Field '{{field}}' must be present";
const ABSENT = "It is absent, or an empty list.";

/** Every rule for brands (docs/rules.md). */
export const BRAND_RULES = {
  brandDetailsMustBePresent: rule("BrandDetailsMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [DETAILS],
    when: "The body has no `brandDetails`.",
  }),
  categoriesMustBePresent: rule("CategoriesMustBePresent", {
    mark: "ours",
    message: PRESENT,
    fields: [CATEGORIES],
    when: ABSENT,
  }),
  categoriesMustBeValid: rule("CategoriesMustBeValid", {
    mark: "ours",
    message: "'categories' value '{{value}}' is invalid",
    fields: [`${CATEGORIES}[*]`],
    when: "It is not a dotted name of lower-case letters, digits and `_`.",
  }),
  countryCodesMustBePresent: rule("CountryCodesMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [COUNTRIES],
    when: ABSENT,
  }),
  countryCodesMustBeValid: rule("CountryCodesMustBeValid", {
    mark: "documented",
    ownWords: true,
    message: "'countryCodes' value '{{value}}' is invalid",
    fields: [`${COUNTRIES}[*]`],
    when: "It is not an upper-case code of ISO 3166-1 alpha-2.",
  }),
  countryCodesMustListExactlyOneCountry: rule("CountryCodesMustListExactlyOneCountry", {
    mark: "documented",
    ownWords: true,
    message: "'countryCodes' must list exactly one country",
    fields: [COUNTRIES],
    when: "It lists several.",
  }),
  countryCodesMustNotBeEmpty: rule("CountryCodesMustNotBeEmpty", {
    mark: "documented",
    message: "'countryCodes' must not be empty string",
    fields: [`${COUNTRIES}[*]`],
    when: "The country is an empty text.",
  }),
  countryCodesMustNotBeUpdated: rule("CountryCodesMustNotBeUpdated", {
    method: "PUT",
    mark: "documented",
    message: "Listed items in '{{countryCodes}}' must not be updated",
    fields: [COUNTRIES],
    when: "The countries are not the stored ones; `countryCodes` in the context is the member's name.",
  }),
  displayNamesMustBePresent: rule("DisplayNamesMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [NAMES],
    when: ABSENT,
  }),
  displayNamesLocaleMustBePresent: rule("DisplayNamesLocaleMustBePresent", {
    mark: "documented",
    message: PRESENT,
    fields: [`${NAMES}[*].locale`],
    when: "A name has no locale.",
  }),
  displayNamesLocaleMustBeValid: rule("DisplayNamesLocaleMustBeValid", {
    mark: "documented",
    ownWords: true,
    message: "'locale' value '{{value}}' is invalid",
    fields: [`${NAMES}[*].locale`],
    when: "It is not a well-formed BCP 47 tag, such as `en-US`.",
  }),
  displayNamesLocaleMustNotBeEmpty: rule("DisplayNamesLocaleMustNotBeEmpty", {
    mark: "documented",
    message: "'locale' must not be empty string",
    fields: [`${NAMES}[*].locale`],
    when: "A locale is an empty text.",
  }),
  displayNamesNameMustBePresent: rule("DisplayNamesNameMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [`${NAMES}[*].name`],
    when: "It is absent, empty or blank.",
  }),
  displayNamesNameMustNotBeDummyCharacters: rule("DisplayNamesNameMustNotBeDummyCharacters", {
    mark: "documented",
    ownWords: true,
    message: "'name' value '{{value}}' must not be dummy characters",
    fields: [`${NAMES}[*].name`],
    when: "It has no letter and no digit, or is one character four times or more.",
  }),
  urlsMustBePresent: rule("UrlsMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [URLS],
    when: ABSENT,
  }),
  urlsUrlLengthMustNotExceedMaximum: rule("UrlsUrlLengthMustNotExceedMaximum", {
    mark: "documented",
    ownWords: true,
    message: `Length of 'url' must not exceed ${LIMITS.urlCharacters} characters`,
    fields: [`${URLS}[*].url`],
    when: "It is longer.",
  }),
  urlsTypeMustBeDistinct: rule("UrlsTypeMustBeDistinct", {
    mark: "documented",
    ownWords: true,
    message: "'type' value '{{value}}' must be distinct",
    fields: [`${URLS}[*].type`],
    when: "An earlier URL has the same type.",
  }),
  urlsTypeMustBeValid: rule("UrlsTypeMustBeValid", {
    mark: "documented",
    ownWords: true,
    message: "'type' value '{{value}}' is invalid",
    fields: [`${URLS}[*].type`],
    when: `It is absent, or none of ${BRAND_URL_TYPES.join(", ")}.`,
  }),
  urlsUrlMustHaveValidFormat: rule("UrlsUrlMustHaveValidFormat", {
    mark: "documented",
    ownWords: true,
    message: "'url' value '{{value}}' must have valid format",
    fields: [`${URLS}[*].url`],
    when: "It is absent, or not an absolute `http` or `https` URL.",
  }),
  urlsUrlMustNotIncludeUtmParameter: rule("UrlsUrlMustNotIncludeUtmParameter", {
    mark: "documented",
    ownWords: true,
    message: "'url' value '{{value}}' must not include utm parameter",
    fields: [`${URLS}[*].url`],
    when: "A parameter's name begins with `utm_`.",
  }),
  partnersBrandIdMustNotBeEmpty: rule("PartnersBrandIdMustNotBeEmpty", {
    mark: "ours",
    message: "'partnersBrandId' must not be empty string",
    fields: [PARTNERS_ID],
    when: "It is an empty text.",
  }),
  ownershipTypeMustBeValid: rule("OwnershipTypeMustBeValid", {
    mark: "documented",
    ownWords: true,
    message: "'ownershipType' value '{{value}}' is invalid",
    fields: [OWNERSHIP],
    when: `It is given, and is not ${OWNERSHIP_TYPES.join(", ")}.`,
  }),
  partnersBrandIdAlreadyExists: rule("PartnersBrandIdAlreadyExists", {
    mark: "documented",
    ownWords: true,
    message: "'partnersBrandId' value '{{value}}' already exists",
    fields: [PARTNERS_ID],
    when: "Another brand of the org has it; judged where nothing else is wrong.",
  }),
  brandIsMatched: rule("BrandIsMatched", {
    method: "POST",
    mark: "documented",
    message: "Primary Display Name and country matches another brand",
    fields: [NAMES, COUNTRIES],
    when: "A brand of the org has both, ignoring case; judged where nothing else is wrong.",
  }),
  countOfBrandsMustNotExceedMaximum: rule("CountOfBrandsMustNotExceedMaximum", {
    method: "POST",
    mark: "documented",
    ownWords: true,
    message: "Count of Brands must not exceed maximum",
    fields: ["$"],
    when: "The org has as many as it may have; judged where nothing else is wrong.",
  }),
  brandDetailsIncorrect: reviewRule("BrandDetailsIncorrect", {
    mark: "documented",
    ownWords: true,
    message: "Details of the brand are incorrect",
    fields: [DETAILS],
    when: "A reviewer finds that they are not true of the business.",
  }),
  brandDoesNotMeetRequirements: reviewRule("BrandDoesNotMeetRequirements", {
    mark: "documented",
    ownWords: true,
    message: "Brand does not meet requirements",
    fields: [DETAILS],
    when: "A reviewer finds that the registry does not accept such a brand.",
  }),
  brandInformationRequired: reviewRule("BrandInformationRequired", {
    mark: "documented",
    ownWords: true,
    message: "More information on the brand is required",
    fields: [DETAILS],
    when: "A reviewer cannot decide from what is given.",
  }),
  displayNamesNameExceedsCallerName: info("DisplayNamesNameExceedsCallerName", {
    message: `'name' value '{{value}}' is longer than the ${CALLER_NAME_CHARACTERS} characters of a caller name (CNAM)`,
    fields: [`${NAMES}[*].name`],
    when: "Networks that show caller names cut it; those of branded calling show it whole.",
  }),
  displayNamesNameExceedsBrandedCalling: warning("DisplayNamesNameExceedsBrandedCalling", {
    message: `'name' value '{{value}}' is longer than the ${BRANDED_NAME_CHARACTERS} characters that other branded-calling networks show`,
    fields: [`${NAMES}[*].name`],
    when: "They cut it or refuse it; this takes the place of the hint on caller names.",
  }),
  displayNamesPrimaryIsAmbiguous: info("DisplayNamesPrimaryIsAmbiguous", {
    message: "'displayNames' does not mark exactly one name as primary; '{{value}}' counts as it",
    fields: [`${NAMES}[*].name`],
    when: "There are several names, and not exactly one is marked as primary: the first that is marked, else the first, is what a call shows.",
  }),
  urlsUrlIsNotEncrypted: info("UrlsUrlIsNotEncrypted", {
    message: "'url' value '{{value}}' does not begin with https",
    fields: [`${URLS}[*].url`],
    when: "Browsers warn of such a page, and a reviewer may doubt whose it is.",
  }),
  brandMustHaveNoCallerIds: rule("BrandMustHaveNoCallerIds", {
    method: "DELETE",
    mark: "ours",
    message: "Brand '{{id}}' must have no caller IDs before it is deleted",
    fields: ["$.id"],
    when: "A brand is to be deleted, and has caller IDs that are not deleted.",
  }),
} satisfies Record<string, Rule>;

/** What the registry knows of a submitted brand, read in the transaction that would write it. */
export interface BrandFacts {
  /** Has another brand of the org, not deleted, this `partnersBrandId`? */
  readonly partnersBrandIdTaken: boolean;
  /** Is there a brand of the org, not deleted, with the same `brandIdentity`? */
  readonly matched: boolean;
  /** Would one more exceed what the org may have? */
  readonly full: boolean;
}
