import { AUTOMATIC_REVIEW } from "../../registry/actors.ts";
import { verdictOn } from "../../registry/review-verdict.ts";
import type { Decision } from "../../registry/reviews.ts";
import type { Finding } from "../../registry/rules.ts";
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
  const verdict = verdictOn(findings, now);
  if (verdict === undefined) return false;
  await settleReviews(tx, { decisions: [{ review, verdict, by: AUTOMATIC_REVIEW }], now });
  return true;
}
