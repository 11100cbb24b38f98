import { type CallmarkClient, le } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";
import { firstOf } from "../../shared/data/first-of.ts";
import type { BrandPlace } from "../../shared/session/place.ts";

/** How many caller IDs a brand has of each state. */
export function summaryQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    queryKey: ["overview", place.brandId, "summary"],
    queryFn: ({ signal }) => client.summary(place, { signal }),
  });
}

export type Range = "month" | "quarter" | "year";

const DAY = 86_400_000;
const STEPS: Readonly<Record<Range, { readonly days: number; readonly count: number }>> = {
  month: { days: 2, count: 15 },
  quarter: { days: 6, count: 15 },
  year: { days: 30.4375, count: 12 },
};

/** How many caller IDs there were at a moment. */
export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly total: number;
}

/** How many caller IDs there are by the time at which they were registered, in steps of a range up to now. */
export function growthQuery(
  client: CallmarkClient,
  place: BrandPlace,
  range: Range,
  now: () => number = Date.now,
) {
  return queryOptions({
    queryKey: ["overview", place.brandId, "growth", range],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<readonly Point[]> => {
      const { days, count } = STEPS[range];
      const end = now();
      const times = Array.from({ length: count + 1 }, (_, index) => end - (count - index) * days * DAY);
      return Promise.all(
        times.map(async (at) => {
          const where = le("createdDate", new Date(at));
          return { at, total: await client.callerIds(place).list({ where, signal }).total() };
        }),
      );
    },
  });
}

/** Notices that are looked through for those of one brand. */
const LOOKED_AT = 200;

/** What was decided lately about a brand and what it has, newest first. */
export function newestQuery(client: CallmarkClient, { orgId, brandId }: BrandPlace, atMost: number) {
  return queryOptions({
    queryKey: ["overview", brandId, "newest"],
    queryFn: async ({ signal }) => {
      const notices = await firstOf(client.notifications({ orgId }).list({ limit: LOOKED_AT, signal }));
      return notices.filter(({ resourceDetails }) => resourceDetails.brandId === brandId).slice(0, atMost);
    },
  });
}
