import type { ReviewDecision } from "@callmark/contract";
import { OPERATOR } from "../registry/actors.ts";
import { printReview } from "../registry/print-review.ts";
import { Problem } from "../registry/problem.ts";
import { rulesForVersion } from "../registry/review-rules.ts";
import { verdictOf } from "../registry/review-verdict.ts";
import type { TakenReview } from "../registry/reviews.ts";
import type { KindName, Store } from "../registry/store.ts";
import { AdminError, checkedId } from "./error.ts";

export interface ReviewInput {
  readonly kind: KindName;
  readonly brand: string;
  /** The resource; for a brand it is the brand itself. */
  readonly id: string;
}

/** What waits for its review, oldest first, and how much there is in all. */
export async function listReviews(
  store: Pick<Store, "listReviews">,
  { limit }: { readonly limit: number },
): Promise<{ readonly data: readonly object[]; readonly total: number }> {
  const { reviews, total } = await store.listReviews({ limit });
  return { data: reviews.map(printReview), total };
}

/** One version that waits, with what it is about, and the codes that a decision may name. */
export async function showReview(store: Pick<Store, "findReview">, input: ReviewInput): Promise<object> {
  const review = await found(store, input);
  const codes = rulesForVersion(review).map(({ code }) => code);
  return { ...printReview(review), resource: JSON.parse(review.body), codes };
}

/** Decides on the version that waits. Throws `AdminError` where there is none, or it is decided meanwhile. */
export async function decideReview(
  store: Pick<Store, "findReview" | "settleReviews">,
  input: ReviewInput & Pick<ReviewDecision, "decision" | "code" | "note"> & { readonly now: number },
): Promise<{ readonly id: string; readonly etag: string; readonly state: string }> {
  const review = await found(store, input);
  const { etag, id } = review;
  const verdict = judged(input, review);
  const decisions = [{ review, verdict, by: OPERATOR }];
  const [outcome] = await store.settleReviews({ decisions, now: input.now });
  if (outcome !== "decided") {
    throw new AdminError("failed", `The version ${etag} of ${id} was decided, or replaced, meanwhile`);
  }
  return { id, etag, state: "state" in verdict ? verdict.state : "" };
}

function judged(input: Parameters<typeof decideReview>[1], review: TakenReview) {
  try {
    return verdictOf({ ...input, etag: review.etag }, review, input.now);
  } catch (error) {
    if (error instanceof Problem) throw new AdminError("usage", error.errors[0]?.message ?? error.message);
    throw error;
  }
}

async function found(
  store: Pick<Store, "findReview">,
  { kind, brand, id }: ReviewInput,
): Promise<TakenReview> {
  const brandId = checkedId("Brand", brand);
  const review = await store.findReview({ kind, brandId, id: checkedId("Resource", id) });
  if (review === undefined) throw new AdminError("failed", `No version of ${id} is waiting for its review`);
  return review;
}
