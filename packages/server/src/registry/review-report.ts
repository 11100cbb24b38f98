import type { ValidationReport } from "@callmark/contract";
import { type Reviewed, reviewFinding } from "./review-finding.ts";
import { type Rule, report } from "./rules.ts";

/** What a review says of a resource, from its JSON, by naming a rule. `now` in milliseconds since 1970. */
export function reviewReport(rule: Rule, body: string, now: number): ValidationReport {
  return report(reviewFinding(rule, JSON.parse(body) as Reviewed), now);
}
