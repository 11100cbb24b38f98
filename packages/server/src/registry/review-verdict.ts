import type { ReviewDecision } from "@callmark/contract";
import { ruleNamed } from "./all-rules.ts";
import { type Problem, problem } from "./problem.ts";
import { reviewReport } from "./review-report.ts";
import { rulesForVersion } from "./review-rules.ts";
import type { TakenReview, Verdict } from "./reviews.ts";
import { type Finding, hasViolation, type Rule, report } from "./rules.ts";

const STATES = { APPROVE: "PUBLISHED", REJECT: "REJECTED", FAIL: "FAILED" } as const;

/** How much of a code that is none is said back. */
const SAID_BACK = 100;

/** What a decision comes to; throws `InvalidBody` where it names a rule that a review cannot find of the version. */
export function verdictOf(
  { decision, code, note }: ReviewDecision,
  review: Pick<TakenReview, "kind" | "body" | "submitted">,
  now: number,
): Verdict {
  const state = STATES[decision];
  if (state === "PUBLISHED" && code !== undefined) {
    throw wrongCode("belongs to a rejection or a failure alone");
  }
  if (state === "REJECTED" && code === undefined) {
    throw wrongCode("must name the validation rule that the version breaks");
  }
  const reports = code === undefined ? [] : [reviewReport(ruleOf(code, review), review.body, now)];
  return {
    state,
    said: {
      ...(note !== undefined && { reason: note }),
      ...(state === "REJECTED" && { validationReports: reports }),
      ...(state === "FAILED" && { processingReports: reports }),
    },
  };
}

/** What the registry's own findings come to: a rejection, or `undefined` where nothing of them stands against a version. */
export function verdictOn(findings: readonly Finding[], now: number): Verdict | undefined {
  if (!hasViolation(findings)) return undefined;
  return { state: "REJECTED", said: { validationReports: findings.map((finding) => report(finding, now)) } };
}

function ruleOf(code: string, review: Parameters<typeof verdictOf>[1]): Rule {
  const rules = rulesForVersion(review);
  const rule = ruleNamed(rules, code);
  if (rule !== undefined) return rule;
  const codes = rules.map((known) => known.code).join(", ");
  throw wrongCode(
    `must be one of ${codes}: a review of this version cannot find '${code.slice(0, SAID_BACK)}'`,
  );
}

function wrongCode(message: string): Problem {
  return problem("InvalidBody", `$.code ${message}`, { context: { path: "$.code" } });
}
