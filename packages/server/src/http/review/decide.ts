import { ReviewDecision } from "@callmark/contract";
import { Compile } from "typebox/compile";
import { reportOfCode, ruleOfCode } from "../../registry/all-rules.ts";
import { notFound, problem } from "../../registry/problem.ts";
import type { TakenReview, Verdict } from "../../registry/reviews.ts";
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
    const [outcome] = await deps.store.settleReviews({
      decisions: [{ review: { ...review, etag }, verdict, by: clientId }],
      now: deps.clock(),
    });
    if (outcome === "staleEtag") {
      throw problem("PreconditionFailed", "The version that was judged is no longer the current one", {
        context: { etag: review.etag },
      });
    }
    if (outcome !== "decided") throw notFound("Review");
    return { status: 204, headers: { etag: `"${etag}"` } };
  },
};

const STATES = { APPROVE: "PUBLISHED", REJECT: "REJECTED", FAIL: "FAILED" } as const;

/** What a decision comes to; throws `InvalidBody` where it names a rule that there is none of. */
export function verdictOf(
  { decision, code, note }: ReviewDecision,
  { kind, body }: Pick<TakenReview, "kind" | "body">,
  now: number,
): Verdict {
  const state = STATES[decision];
  const wrong = (path: string, message: string) =>
    problem("InvalidBody", `${path} ${message}`, { context: { path } });
  if (state === "PUBLISHED" && code !== undefined) {
    throw wrong("$.code", "belongs to a rejection or a failure alone");
  }
  if (state === "REJECTED" && code === undefined) {
    throw wrong("$.code", "must name the validation rule that the version breaks");
  }
  if (code !== undefined && ruleOfCode(kind, code) === undefined) {
    throw wrong("$.code", `is no rule of this kind of resource: '${code.slice(0, 100)}'; docs/rules.md lists them`);
  }
  const reports = code === undefined ? [] : [reportOfCode(kind, code, body, now)];
  return {
    state,
    said: {
      ...(note !== undefined && { reason: note }),
      ...(state === "REJECTED" && { validationReports: reports }),
      ...(state === "FAILED" && { processingReports: reports }),
    },
  };
}
