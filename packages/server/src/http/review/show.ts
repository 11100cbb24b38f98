import { printReview } from "../../registry/print-review.ts";
import { notFound } from "../../registry/problem.ts";
import { readParameters } from "../parameters.ts";
import type { ReviewEndpoint } from "./exchange.ts";

/** `GET /review/v1/reviews/{collection}/{brandId}/{id}`: one version, with what it is about. */
export const show: ReviewEndpoint = {
  writes: false,

  async run({ deps, about, rawQuery }) {
    readParameters(rawQuery, {});
    const review = about && (await deps.store.findReview(about));
    if (review === undefined) throw notFound("Review");
    const printed = JSON.stringify(printReview(review));
    return {
      status: 200,
      headers: { etag: `"${review.etag}"` },
      body: `${printed.slice(0, -1)},"resource":${review.body}}`,
    };
  },
};
