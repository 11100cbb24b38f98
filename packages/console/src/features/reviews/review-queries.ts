import type { CallmarkClient, Review } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";

/** How much of the queue is shown. */
const SHOWN = 100;
/** How often the queue is asked for anew, in milliseconds: reviewers have no stream of events. */
const EVERY = 5_000;

/** What waits, oldest first, and how much there is. */
export interface Queue {
  readonly reviews: readonly Review[];
  readonly total: number;
}

export function queueQuery(client: CallmarkClient) {
  return queryOptions({
    queryKey: ["reviews"],
    refetchInterval: EVERY,
    queryFn: async ({ signal }): Promise<Queue> => {
      for await (const { data, total = data.length } of client
        .reviews()
        .list({ limit: SHOWN, signal })
        .pages()) {
        return { reviews: data, total };
      }
      return { reviews: [], total: 0 };
    },
  });
}

/** One version with its evidence; what it says does not change. */
export function reviewQuery(client: CallmarkClient, review: Review) {
  return queryOptions({
    queryKey: ["review", review.resourceType, review.id, review.etag],
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => client.reviews().get(review, { signal }),
  });
}

/** Says apart the versions of the queue. */
export function keyOf({ resourceType, id, etag }: Review): string {
  return `${resourceType} ${id} ${etag}`;
}
