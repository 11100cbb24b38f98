import type { Collection, Given } from "../src/registry/store.ts";
import type { Resource } from "./requests.ts";

/** The resources as a list shows them, newest first. */
export function inOrder(resources: readonly Resource[]): Resource[] {
  return [...resources].sort((a, b) => {
    const later = Date.parse(b.createdDate) - Date.parse(a.createdDate);
    if (later !== 0) return later;
    return BigInt(a.id) < BigInt(b.id) ? 1 : -1;
  });
}

/** What was given as the wire shows it. */
export function asResource({ orgId, parentId: brandId }: Collection, given: Given): Resource {
  const { id, created, updated, state, etag, details } = given;
  const [createdDate, updatedDate] = [created, updated].map((moment) => new Date(moment).toISOString());
  return {
    orgId,
    brandId,
    id,
    createdDate: createdDate ?? "",
    updatedDate: updatedDate ?? "",
    state,
    etag,
    callerIdDetails: details as Resource["callerIdDetails"],
  };
}
