import { findingsOfReview } from "../registry/all-rules.ts";
import { hasViolation, report } from "../registry/rules.ts";
import type { Judge } from "./judge.ts";

/** Publishes what the rules of the review allow, as far as they need nobody's eyes. */
export const automatic: Judge = {
  name: "automatic review",
  judge(review, now) {
    const findings = findingsOfReview(review);
    if (!hasViolation(findings)) return { state: "PUBLISHED", said: {} };
    return {
      state: "REJECTED",
      said: { validationReports: findings.map((finding) => report(finding, now)) },
    };
  },
};
