import type { SubmittedBrandDetails } from "@callmark/contract";
import { BRAND_URL_TYPES, LIMITS } from "@callmark/contract/vocabulary";
import { BRAND_RULES, URLS } from "./brand-rules.ts";
import { hasUtmParameter, webPage } from "./formats.ts";
import { absent, type Finding, ofValue } from "./rules.ts";

const RULES = BRAND_RULES;

type Submitted = NonNullable<SubmittedBrandDetails["urls"]>;

/** What a brand's URLs say of themselves. */
export function judgeUrls(urls: Submitted = []): Finding[] {
  if (urls.length === 0) return [absent(RULES.urlsMustBePresent, URLS)];
  const before = new Map<string, string>();
  return urls.flatMap(({ url = "", type = "" }, index) => {
    const field = `${URLS}[${index}].type`;
    const findings = [...judgeUrl(url, `${URLS}[${index}].url`), ...judgeType(type, field, before)];
    if (!before.has(type)) before.set(type, field);
    return findings;
  });
}

function judgeUrl(url: string, field: string): Finding[] {
  if (url.length > LIMITS.urlCharacters) {
    return [ofValue(RULES.urlsUrlLengthMustNotExceedMaximum, field, url)];
  }
  const page = webPage(url);
  if (page === undefined) return [ofValue(RULES.urlsUrlMustHaveValidFormat, field, url)];
  if (hasUtmParameter(page)) return [ofValue(RULES.urlsUrlMustNotIncludeUtmParameter, field, url)];
  return page.protocol === "https:" ? [] : [ofValue(RULES.urlsUrlIsNotEncrypted, field, url)];
}

function judgeType(type: string, field: string, before: ReadonlyMap<string, string>): Finding[] {
  if (!BRAND_URL_TYPES.some((known) => known === type)) {
    return [ofValue(RULES.urlsTypeMustBeValid, field, type)];
  }
  const same = before.get(type);
  if (same === undefined) return [];
  return [
    { ...ofValue(RULES.urlsTypeMustBeDistinct, field, type), compared: [{ field: same, value: type }] },
  ];
}
