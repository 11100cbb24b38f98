import { BASE_PATH } from "@callmark/contract";
import type { Exchange } from "./exchange.ts";

/** The path of a collection, or of a resource in it, relative as the wire has it. */
export function locationOf({ kind, collection }: Exchange, id?: string): string {
  const path = `${BASE_PATH}/orgs/${collection.orgId}/brands/${collection.parentId}/${kind.collection}`;
  return id === undefined ? path : `${path}/${id}`;
}
