import { AUTOMATIC_REVIEW } from "../../registry/actors.ts";
import type { Decision } from "../../registry/reviews.ts";
import { type Finding, hasViolation, report } from "../../registry/rules.ts";
import type { Transaction } from "../transaction.ts";
import { settleReviews } from "./review-queue.ts";

/**
 * Begins the review of a version that has just been written, by what the registry finds by itself: one that breaks such
 * a rule is rejected in the same transaction, so that nobody is ever asked about it. Gives whether it was.
 */
export async function screen(
  tx: Transaction,
  review: Decision["review"],
  findings: readonly Finding[],
  now: number,
): Promise<boolean> {
  if (!hasViolation(findings)) return false;
  const validationReports = findings.map((finding) => report(finding, now));
  const verdict = { state: "REJECTED", said: { validationReports } } as const;
  await settleReviews(tx, { decisions: [{ review, verdict, by: AUTOMATIC_REVIEW }], now });
  return true;
}
