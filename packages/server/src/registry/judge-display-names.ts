import type { SubmittedBrandDetails } from "@callmark/contract";
import { BRAND_RULES, BRANDED_NAME_CHARACTERS, CALLER_NAME_CHARACTERS, NAMES } from "./brand-rules.ts";
import { isLocale, lengthOf } from "./formats.ts";
import { absent, type Finding, ofValue } from "./rules.ts";

const RULES = BRAND_RULES;
/** One character, four times or more: `xxxx`. Three may be a name, such as AAA. */
const REPEATED = /^(.)\1{3,}$/u;

type Submitted = NonNullable<SubmittedBrandDetails["displayNames"]>;

/** What a brand's display names say of themselves. */
export function judgeDisplayNames(displayNames: Submitted = []): Finding[] {
  if (displayNames.length === 0) return [absent(RULES.displayNamesMustBePresent, NAMES)];
  const each = displayNames.flatMap((item, index) => {
    const at = { field: `${NAMES}[${index}]`, value: item };
    return [...judgeLocale(item.locale, at), ...judgeName(item.name, at)];
  });
  return [...each, ...judgePrimary(displayNames)];
}

/** Which name a call shows is said by the mark on one alone. */
function judgePrimary(displayNames: Submitted): Finding[] {
  const marked = displayNames.filter(({ primary }) => primary === true).length;
  if (displayNames.length === 1 || marked === 1) return [];
  const at = primaryIndex(displayNames);
  const field = `${NAMES}[${at}].name`;
  return [{ ...ofValue(RULES.displayNamesPrimaryIsAmbiguous, field, displayNames[at]?.name), member: NAMES }];
}

/** Where the name stands that a call shows: the first that is marked primary, else the first. */
export function primaryIndex(displayNames: readonly { readonly primary?: boolean }[]): number {
  return Math.max(
    0,
    displayNames.findIndex(({ primary }) => primary === true),
  );
}

interface Item {
  readonly field: string;
  readonly value: unknown;
}

function judgeLocale(locale: string | undefined, item: Item): Finding[] {
  const field = `${item.field}.locale`;
  if (locale === undefined) return [absent(RULES.displayNamesLocaleMustBePresent, field, item)];
  if (locale === "") return [{ rule: RULES.displayNamesLocaleMustNotBeEmpty, member: field }];
  return isLocale(locale) ? [] : [ofValue(RULES.displayNamesLocaleMustBeValid, field, locale)];
}

function judgeName(name: string | undefined, item: Item): Finding[] {
  const field = `${item.field}.name`;
  const text = name?.trim() ?? "";
  if (text === "") return [absent(RULES.displayNamesNameMustBePresent, field, item)];
  const found = (rule: Finding["rule"]) => [ofValue(rule, field, name)];
  if (!/[\p{L}\p{N}]/u.test(text) || REPEATED.test(text)) {
    return found(RULES.displayNamesNameMustNotBeDummyCharacters);
  }
  const length = lengthOf(text);
  if (length > BRANDED_NAME_CHARACTERS) return found(RULES.displayNamesNameExceedsBrandedCalling);
  if (length > CALLER_NAME_CHARACTERS) return found(RULES.displayNamesNameExceedsCallerName);
  return [];
}
