import type { CallmarkClient } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";
import { firstOf } from "../../../shared/data/first-of.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";

/** So many versions, and steps, are shown: the newest. */
const SHOWN = 50;

/** One caller ID as it is now. */
export function callerIdQuery(client: CallmarkClient, place: BrandPlace, id: string) {
  return queryOptions({
    queryKey: ["caller-id", place.brandId, id],
    staleTime: 5_000,
    queryFn: ({ signal }) => client.callerIds(place).get(id, { signal }),
  });
}

/** The versions that were in force, newest first. */
export function versionsQuery(client: CallmarkClient, place: BrandPlace, id: string) {
  return queryOptions({
    queryKey: [...callerIdQuery(client, place, id).queryKey, "versions"],
    queryFn: ({ signal }) => firstOf(client.callerIds(place).versions(id, { limit: SHOWN, signal })),
  });
}

/** What happened to it, newest first. */
export function historyQuery(client: CallmarkClient, place: BrandPlace, id: string) {
  return queryOptions({
    queryKey: [...callerIdQuery(client, place, id).queryKey, "history"],
    queryFn: ({ signal }) => firstOf(client.callerIds(place).history(id, { limit: SHOWN, signal })),
  });
}
