import Type from "typebox";
import { PATHS } from "../paths.ts";
import { REVIEW_COLLECTIONS, ReviewDecision, reviewSchemas } from "../review.ts";
import { answer, json, PAGING, parameter, quotedEtag, READ, ref, refusals, WRITE } from "./parts.ts";

const OURS = "Only for reviewers' accounts. This API is callmark's own.";
const ONE = [
  parameter("collection", "What is reviewed", Type.Enum([...REVIEW_COLLECTIONS])),
  parameter("brandId", "The brand"),
  parameter("id", "The resource; of a brand its own id once more"),
];

/** The paths of the review API in the OpenAPI document. */
export function reviewPaths(): Record<string, unknown> {
  const tags = ["Review"];
  return {
    [PATHS.reviews]: {
      get: {
        operationId: "listReviews",
        tags,
        summary: "List what waits for its review",
        description: `Oldest first. ${OURS}`,
        parameters: PAGING,
        responses: { 200: answer("A page", ref("ReviewPage")), ...refusals(...READ) },
      },
    },
    [PATHS.review]: {
      parameters: ONE,
      get: {
        operationId: "getReview",
        tags,
        summary: "Get what waits for its review",
        description: OURS,
        responses: {
          200: answer(
            "The version, with the resource, what to judge it by, and the codes of a rejection",
            ref("Review"),
            {
              etag: quotedEtag,
            },
          ),
          ...refusals(...READ),
        },
      },
    },
    [PATHS.reviewDecision]: {
      parameters: ONE,
      post: {
        operationId: "decideReview",
        tags,
        summary: "Decide a review",
        description: `Publishes, rejects or fails the version that it names. A code is one of those that the review shows. ${OURS}`,
        requestBody: { required: true, content: json(ref("ReviewDecision")) },
        responses: {
          204: answer("Decided", undefined, { etag: quotedEtag }),
          ...refusals(...WRITE, 412),
        },
      },
    },
  };
}

export const reviewComponents = {
  ReviewPage: reviewSchemas.page,
  Review: reviewSchemas.one(["Brand", "BrandAsset", "CallerId"].map(ref), {
    brand: ref("Brand"),
    image: ref("ImageMetadata"),
  }),
  ReviewDecision,
};
