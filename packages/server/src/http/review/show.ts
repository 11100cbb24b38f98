import { printReview } from "../../registry/print-review.ts";
import { notFound } from "../../registry/problem.ts";
import { rulesForVersion } from "../../registry/review-rules.ts";
import { readParameters } from "../parameters.ts";
import { evidenceOf } from "./evidence.ts";
import type { ReviewEndpoint } from "./exchange.ts";

/** `GET /review/v1/reviews/{collection}/{brandId}/{id}`: one version, with what it is about, what to judge it by, and what may be said of it. */
export const show: ReviewEndpoint = {
  writes: false,

  async run({ deps, about, rawQuery }, grant) {
    readParameters(rawQuery, {});
    const review = about && (await deps.store.findReview(about));
    if (review === undefined) throw notFound("Review");
    const printed = JSON.stringify(printReview(review));
    const evidence = await evidenceOf(deps, review, grant);
    const codes = JSON.stringify(rulesForVersion(review).map(({ code }) => code));
    return {
      status: 200,
      headers: { etag: `"${review.etag}"` },
      body: `${printed.slice(0, -1)},"resource":${review.body},"evidence":${evidence},"codes":${codes}}`,
    };
  },
};
