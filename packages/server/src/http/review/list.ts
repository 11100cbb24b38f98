import { PATHS } from "@callmark/contract";
import { printReview } from "../../registry/print-review.ts";
import { pageAnswer, readPaging } from "../paging.ts";
import type { ReviewEndpoint } from "./exchange.ts";

/** `GET /review/v1/reviews?limit=&after=`: what waits, oldest first. */
export const list: ReviewEndpoint = {
  writes: false,

  async run({ deps, rawQuery }) {
    const listing = { deps, path: PATHS.reviews, rawQuery };
    const paging = readPaging(listing);
    const { reviews, more, total } = await deps.store.listReviews(paging);
    return pageAnswer(listing, paging, { data: reviews.map(printReview), more, total });
  },
};
