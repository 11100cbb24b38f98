import type { BrandDetails, SubmittedBrandDetails } from "@callmark/contract";
import { OWNERSHIP_TYPES } from "@callmark/contract/vocabulary";
import {
  BRAND_RULES,
  type BrandFacts,
  CATEGORIES,
  COUNTRIES,
  DETAILS,
  NAMES,
  OWNERSHIP,
  PARTNERS_ID,
} from "./brand-rules.ts";
import { isCountryCode, isDotted } from "./formats.ts";
import { judgeDisplayNames, primaryIndex } from "./judge-display-names.ts";
import { judgeUrls } from "./judge-urls.ts";
import { absent, type Finding, ofMethod, ofValue } from "./rules.ts";

const RULES = BRAND_RULES;

/** What the details say of themselves; a body may lack them. */
export function judgeBrand(details: SubmittedBrandDetails | undefined): Finding[] {
  if (details === undefined) return [absent(RULES.brandDetailsMustBePresent, DETAILS)];
  return [
    ...judgeCategories(details.categories),
    ...judgeCountries(details.countryCodes),
    ...judgeDisplayNames(details.displayNames),
    ...judgeUrls(details.urls),
    ...judgePartnersId(details.partnersBrandId),
    ...judgeOwnership(details.ownershipType),
  ];
}

function judgeCategories(categories: readonly string[] = []): Finding[] {
  if (categories.length === 0) return [absent(RULES.categoriesMustBePresent, CATEGORIES)];
  return categories.flatMap((category, index) =>
    isDotted(category) ? [] : [ofValue(RULES.categoriesMustBeValid, `${CATEGORIES}[${index}]`, category)],
  );
}

function judgeCountries(countries: readonly string[] = []): Finding[] {
  const [country] = countries;
  if (country === undefined) return [absent(RULES.countryCodesMustBePresent, COUNTRIES)];
  if (countries.length > 1) {
    return [ofValue(RULES.countryCodesMustListExactlyOneCountry, COUNTRIES, countries)];
  }
  if (country === "") return [{ rule: RULES.countryCodesMustNotBeEmpty, member: COUNTRIES }];
  if (isCountryCode(country)) return [];
  return [{ ...ofValue(RULES.countryCodesMustBeValid, `${COUNTRIES}[0]`, country), member: COUNTRIES }];
}

function judgePartnersId(value: string | undefined): Finding[] {
  return value === "" ? [{ rule: RULES.partnersBrandIdMustNotBeEmpty, member: PARTNERS_ID }] : [];
}

function judgeOwnership(value: string | undefined): Finding[] {
  if (value === undefined || OWNERSHIP_TYPES.some((type) => type === value)) return [];
  return [ofValue(RULES.ownershipTypeMustBeValid, OWNERSHIP, value)];
}

/** What an update changes that it must not. */
export function judgeBrandUpdate(
  details: SubmittedBrandDetails | undefined,
  stored: Partial<BrandDetails>,
): Finding[] {
  const countries = details?.countryCodes ?? [];
  // A brand that nobody has described yet takes any.
  if (stored.countryCodes === undefined) return [];
  // None at all is another rule's to report.
  if (countries.length === 0 || JSON.stringify(countries) === JSON.stringify(stored.countryCodes)) return [];
  return [
    {
      rule: RULES.countryCodesMustNotBeUpdated,
      member: COUNTRIES,
      context: { countryCodes: "countryCodes" },
      submitted: [{ field: COUNTRIES, value: countries }],
      compared: [{ field: COUNTRIES, value: stored.countryCodes }],
    },
  ];
}

/** What stands against the details elsewhere; asked only where nothing else is wrong. */
export function judgeBrandFacts(
  details: BrandDetails,
  facts: BrandFacts,
  method: "POST" | "PUT" = "POST",
): Finding[] {
  const findings: Finding[] = [];
  if (facts.partnersBrandIdTaken && details.partnersBrandId !== undefined) {
    findings.push(ofValue(RULES.partnersBrandIdAlreadyExists, PARTNERS_ID, details.partnersBrandId));
  }
  if (facts.matched) {
    const at = primaryIndex(details.displayNames);
    findings.push({
      rule: RULES.brandIsMatched,
      member: NAMES,
      submitted: [
        { field: `${NAMES}[${at}].name`, value: details.displayNames[at]?.name },
        { field: `${COUNTRIES}[0]`, value: details.countryCodes[0] },
      ],
    });
  }
  if (facts.full) findings.push({ rule: RULES.countOfBrandsMustNotExceedMaximum, member: "$" });
  return ofMethod(findings, method);
}

/** What stands against deleting a brand. */
export function judgeBrandRemoval(id: string, hasCallerIds: boolean): Finding[] {
  if (!hasCallerIds) return [];
  return [{ rule: RULES.brandMustHaveNoCallerIds, member: "$.id", context: { id } }];
}

/** The name that a call shows: the one that is marked primary, else the first. */
export const primaryDisplayName = (details: Pick<BrandDetails, "displayNames">): string =>
  details.displayNames[primaryIndex(details.displayNames)]?.name ?? "";

/** Equal for two brands that `BrandIsMatched` takes for the same: country and primary name, case and edges aside. */
export function brandIdentity(details: Pick<BrandDetails, "countryCodes" | "displayNames">): string {
  const name = primaryDisplayName(details).normalize("NFC").trim().toLowerCase();
  return `${details.countryCodes[0] ?? ""} ${name}`;
}
