import type { ValidationReport } from "@callmark/contract";
import { CALLER_ID_RULES } from "./caller-id-rules.ts";
import type { TakenReview } from "./reviews.ts";
import { type Finding, type Rule, report } from "./rules.ts";
import type { KindName } from "./store.ts";
export function ruleOfCode(_kind: KindName, code: string): Rule | undefined {
  return Object.values(CALLER_ID_RULES).find((one) => one.code === code);
}
export function reportOfCode(kind: KindName, code: string, _body: string, now: number): ValidationReport {
  const rule = ruleOfCode(kind, code);
  if (!rule) throw new Error(code);
  return report({ rule, member: "$" }, now);
}
export function findingsOfReview(_review: TakenReview): Finding[] {
  return [];
}
