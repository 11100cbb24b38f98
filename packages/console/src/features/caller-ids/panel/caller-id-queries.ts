import type { CallmarkClient } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";
import type { BrandPlace } from "../../../shared/session/place.ts";

/** One caller ID as it is now. */
export function callerIdQuery(client: CallmarkClient, place: BrandPlace, id: string) {
  return queryOptions({
    queryKey: ["caller-id", place.brandId, id],
    staleTime: 5_000,
    queryFn: ({ signal }) => client.callerIds(place).get(id, { signal }),
  });
}
