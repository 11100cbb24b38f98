import type { Command } from "commander";
import { addReviewsDecide } from "./decide.ts";
import { addReviewsList } from "./list.ts";
import { addReviewsShow } from "./show.ts";

/** `callmark reviews …`: what a reviewer does, over HTTP, by an account that may do nothing else. */
export function buildReviews(reviews: Command): void {
  addReviewsList(reviews);
  addReviewsShow(reviews);
  addReviewsDecide(reviews);
}
