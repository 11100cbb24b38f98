import { BRAND_ASSET_RULES } from "./brand-asset-rules.ts";
import { BRAND_RULES } from "./brand-rules.ts";
import { CALLER_ID_RULES } from "./caller-id-rules.ts";
import type { Rule } from "./rules.ts";

/** The rules of every kind of resource, in the order of the documents. */
export const ALL_RULES = {
  brand: Object.values<Rule>(BRAND_RULES),
  brandAsset: Object.values<Rule>(BRAND_ASSET_RULES),
  callerId: Object.values<Rule>(CALLER_ID_RULES),
} as const satisfies Record<string, readonly Rule[]>;

export type JudgedKind = keyof typeof ALL_RULES;

/** One of some rules by its code, or by its name alone; `undefined` where it is not among them. */
export function ruleNamed(rules: readonly Rule[], code: string): Rule | undefined {
  const whole = code.startsWith("VALIDATION__") ? code : `VALIDATION__${code}`;
  return rules.find((rule) => rule.code === whole);
}
