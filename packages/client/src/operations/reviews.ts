import type { ResourceType } from "../resources/notice.ts";
import type { Review, ReviewRef, ReviewWithResource } from "../resources/review.ts";
import { type Request, segment } from "../transport/request.ts";
import type { Sender } from "../transport/sender.ts";
import { resourceOf } from "./collection.ts";
import { type CountedListing, listingOf } from "./listing.ts";
import type { PageQuery } from "./pages.ts";
import type { CallOptions } from "./resources.ts";

/** What a decision takes. */
export interface DecideOptions extends CallOptions {
  /** Why, in the reviewer's words: at most 1,000 characters. */
  readonly note?: string | undefined;
}

/** What a refusal takes. */
export interface RefuseOptions extends DecideOptions {
  /** The rule that the version breaks: one of the `codes` that `get` shows, such as `VALIDATION__PhotoRejected`. */
  readonly code: string;
}

/**
 * The reviewers' API, which is callmark's own. Its account belongs to no org. A decision throws `StaleEtag` where the
 * version has moved on, and `NotFound` where it is decided already.
 */
export interface Reviews {
  /** What waits, oldest first. There is no filter. */
  list(query?: PageQuery): CountedListing<Review>;
  /** One of them, with the resource, and the codes that a refusal may name. */
  get(review: ReviewRef, options?: CallOptions): Promise<ReviewWithResource>;
  approve(review: ReviewRef & Pick<Review, "etag">, options?: DecideOptions): Promise<void>;
  reject(review: ReviewRef & Pick<Review, "etag">, options: RefuseOptions): Promise<void>;
  /** Says that the version could not be processed. */
  fail(
    review: ReviewRef & Pick<Review, "etag">,
    options?: DecideOptions & Partial<RefuseOptions>,
  ): Promise<void>;
}

const PATH = "/review/v1/reviews";

const COLLECTIONS: Readonly<Record<ResourceType, string>> = {
  BRAND: "brands",
  BRAND_ASSET: "assets",
  BUSINESS_CALLER_ID: "caller-ids",
};

export function reviewsOf(sender: Sender): Reviews {
  const decide = async (
    decision: "APPROVE" | "REJECT" | "FAIL",
    review: ReviewRef & Pick<Review, "etag">,
    { code, note, signal }: Partial<RefuseOptions>,
  ): Promise<void> => {
    const body = { etag: review.etag, decision, code, note };
    await sender.send({
      operation: "decide",
      method: "POST",
      path: `${pathOf(review)}/decision`,
      body,
      signal,
    });
  };
  return {
    list: (query = {}) => listingOf<Review>({ sender, path: PATH }, query),
    async get(review, { signal } = {}) {
      const request: Request = { operation: "read", method: "GET", path: pathOf(review), signal };
      return resourceOf(request, await sender.send(request));
    },
    approve: (review, options = {}) => decide("APPROVE", review, options),
    reject: (review, options) => decide("REJECT", review, options),
    fail: (review, options = {}) => decide("FAIL", review, options),
  };
}

function pathOf({ resourceType, brandId, id }: ReviewRef): string {
  const collection = COLLECTIONS[resourceType];
  if (collection === undefined) throw new TypeError(`There are no reviews of ${String(resourceType)}`);
  return `${PATH}/${collection}/${segment("brandId", brandId)}/${segment("id", id)}`;
}
