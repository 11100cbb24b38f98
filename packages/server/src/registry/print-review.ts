import { RESOURCE_TYPES } from "./events.ts";
import { printInstant } from "./instant.ts";
import type { Review } from "./reviews.ts";

/** A version that waits for its review, as the review API shows it. */
export function printReview({ kind, collection, id, etag, submitted, attempts }: Review): object {
  return {
    resourceType: RESOURCE_TYPES[kind],
    orgId: collection.orgId,
    brandId: kind === "brand" ? id : collection.parentId,
    id,
    etag,
    submittedDate: printInstant(submitted),
    attempts,
  };
}
