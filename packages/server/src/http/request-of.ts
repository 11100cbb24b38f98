import type { Grant, KindName, Request } from "../registry/store.ts";
import type { Exchange } from "./exchange.ts";

/** What every operation of a request carries to the store: where, what, and on whose behalf. */
export function requestOf(
  { kind, collection }: Pick<Exchange, "kind" | "collection">,
  { orgId, accessRevision }: Pick<Grant, "orgId" | "accessRevision">,
): Request & { readonly kind: KindName } {
  const isPartner = orgId !== collection.orgId;
  return { kind: kind.name, collection, accessRevision, ...(isPartner && { partnerId: orgId }) };
}
