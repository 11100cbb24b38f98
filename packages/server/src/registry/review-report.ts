import type { ValidationReport } from "@callmark/contract";
import { ruleNamed } from "./all-rules.ts";
import { type Reviewed, reviewFinding } from "./review-finding.ts";
import { report } from "./rules.ts";
import type { KindName } from "./store.ts";

/** What a review says of a resource by naming a rule; throws where the kind has no such rule. */
export function reviewReport(kind: KindName, code: string, body: string, now: number): ValidationReport {
  const rule = ruleNamed(kind, code);
  if (rule === undefined) throw new Error(`There is no rule ${code}`);
  return report(reviewFinding(rule, JSON.parse(body) as Reviewed), now);
}
