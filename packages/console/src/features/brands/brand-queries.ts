import type { CallmarkClient } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";
import { firstOf } from "../../shared/data/first-of.ts";
import type { BrandPlace } from "../../shared/session/place.ts";

/** The versions of a brand that were in force, newest first. */
export function brandVersionsQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    queryKey: ["brand", place.brandId, "versions"],
    queryFn: ({ signal }) => firstOf(client.brands(place).versions(place.brandId, { signal })),
  });
}

/** The steps of a brand, newest first. */
export function brandHistoryQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    queryKey: ["brand", place.brandId, "history"],
    queryFn: ({ signal }) => firstOf(client.brands(place).history(place.brandId, { signal })),
  });
}

/** Whom a brand is shared with; for its owner alone. */
export function sharedWithQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    queryKey: ["brand", place.brandId, "delegations"],
    queryFn: ({ signal }) => firstOf(client.delegations(place).list({ signal })),
  });
}
