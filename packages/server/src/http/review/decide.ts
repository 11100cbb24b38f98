import { ReviewDecision } from "@callmark/contract";
import { Compile } from "typebox/compile";
import { notFound, problem } from "../../registry/problem.ts";
import { verdictOf } from "../../registry/review-verdict.ts";
import { reviewOutcome } from "../../registry/reviews.ts";
import { JSON_TYPE } from "../answer.ts";
import { expectShape, parseJson } from "../body.ts";
import { expectMediaType } from "../media-type.ts";
import { readParameters } from "../parameters.ts";
import type { ReviewEndpoint } from "./routes.ts";

const shape = Compile(ReviewDecision);

/**
 * `POST /review/v1/reviews/{collection}/{brandId}/{id}/decision`: publishes, rejects or fails the version that it names.
 * One that has moved on meanwhile, or that somebody else has decided, is left as it is.
 */
export const decide: ReviewEndpoint = {
  writes: true,

  async run({ deps, about, raw, rawQuery, body }, { clientId }) {
    expectMediaType(raw.headers, JSON_TYPE);
    const bytes = await body();
    readParameters(rawQuery, {});
    const value = parseJson(bytes);
    expectShape(shape, value);
    const decision = value as ReviewDecision;
    const review = about && (await deps.store.findReview(about));
    if (review === undefined) throw notFound("Review");
    const verdict = verdictOf(decision, review, deps.clock());
    const { etag } = decision;
    const now = deps.clock();
    const judged = { review: { ...review, etag }, verdict, by: clientId };
    const [outcome] = await deps.store.settleReviews({ decisions: [judged], now });
    deps.reviewed(review.kind, reviewOutcome(judged, outcome), (now - review.submitted) / 1_000);
    if (outcome === "staleEtag") {
      throw problem("PreconditionFailed", "The version that was judged is no longer the current one", {
        context: { etag: review.etag },
      });
    }
    if (outcome !== "decided") throw notFound("Review");
    return { status: 204, headers: { etag: `"${etag}"` } };
  },
};
