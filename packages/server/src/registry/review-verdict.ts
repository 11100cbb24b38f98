import type { ReviewDecision } from "@callmark/contract";
import { ruleNamed } from "./all-rules.ts";
import { problem } from "./problem.ts";
import { reviewReport } from "./review-report.ts";
import type { TakenReview, Verdict } from "./reviews.ts";

const STATES = { APPROVE: "PUBLISHED", REJECT: "REJECTED", FAIL: "FAILED" } as const;

/** What a decision comes to; throws `InvalidBody` where it names a rule that there is none of. */
export function verdictOf(
  { decision, code, note }: ReviewDecision,
  { kind, body }: Pick<TakenReview, "kind" | "body">,
  now: number,
): Verdict {
  const state = STATES[decision];
  const wrong = (path: string, message: string) =>
    problem("InvalidBody", `${path} ${message}`, { context: { path } });
  if (state === "PUBLISHED" && code !== undefined) {
    throw wrong("$.code", "belongs to a rejection or a failure alone");
  }
  if (state === "REJECTED" && code === undefined) {
    throw wrong("$.code", "must name the validation rule that the version breaks");
  }
  if (code !== undefined && ruleNamed(kind, code) === undefined) {
    throw wrong(
      "$.code",
      `is no rule of this kind of resource: '${code.slice(0, 100)}'; docs/rules.md lists them`,
    );
  }
  const reports = code === undefined ? [] : [reviewReport(kind, code, body, now)];
  return {
    state,
    said: {
      ...(note !== undefined && { reason: note }),
      ...(state === "REJECTED" && { validationReports: reports }),
      ...(state === "FAILED" && { processingReports: reports }),
    },
  };
}
