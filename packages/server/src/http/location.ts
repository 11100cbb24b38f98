import { BASE_PATH } from "@callmark/contract";
import type { Exchange } from "./exchange.ts";

/** The path of a collection, or of a resource in it, relative as the wire has it. */
export function locationOf({ kind, collection }: Exchange, id?: string): string {
  const parent = kind.parent === undefined ? "" : `/brands/${collection.parentId}`;
  const path = `${BASE_PATH}/orgs/${collection.orgId}${parent}/${kind.collection}`;
  return id === undefined ? path : `${path}/${id}`;
}
