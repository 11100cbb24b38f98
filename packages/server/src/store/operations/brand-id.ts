import type { Collection, KindName } from "../../registry/store.ts";
import { sortKey } from "../schema.ts";

interface Placed {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly envelope: { readonly id: string };
}

/** The key of the brand that a resource belongs to; a brand belongs to itself. */
export function brandIdOf({ kind, collection, envelope }: Placed): string {
  return sortKey(kind === "brand" ? envelope.id : collection.parentId);
}
