import type { Collection, Get, KindName, Request, StoreOperations } from "../../registry/store.ts";
import type { Standing } from "../kinds/stored-kind.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";

export async function get(tx: Transaction, input: Get): ReturnType<StoreOperations["get"]> {
  const refused = await admit(tx, input);
  if (refused) return refused;
  const row = await findResource(tx, input.kind, input.collection, input.id);
  if (row === undefined || (await isHidden(tx, input, input.id))) return { outcome: "missing" };
  return { outcome: "found", id: input.id, etag: row.etag, body: row.body };
}

/** Is it a brand that its org does not share with the partner who asks? */
async function isHidden(tx: Transaction, { kind, partnerId }: Request, id: string): Promise<boolean> {
  if (kind !== "brand" || partnerId === undefined) return false;
  const keys = { brandId: sortKey(id), partnerId: sortKey(partnerId) };
  return (await tx.get(tx.dialect.statements.brands.isShared, keys)) === undefined;
}

export type ResourceRow = NonNullable<Awaited<ReturnType<typeof findResource>>>;

/** Where the resource of a row stands. */
export function standingOf(row: ResourceRow): Standing {
  return { state: row.state, inForce: row.in_force === 1 };
}

/** The row of a resource that is not deleted. */
export function findResource(tx: Transaction, kind: KindName, collection: Collection, id: string) {
  return tx.get(tx.dialect.statements[kind].find, keyOf(collection, id));
}

/** The same for a write: nobody else changes it before the transaction ends. */
export function holdResource(tx: Transaction, kind: KindName, collection: Collection, id: string) {
  return tx.get(tx.dialect.statements[kind].hold, keyOf(collection, id));
}

function keyOf(collection: Collection, id: string) {
  return { parentId: sortKey(collection.parentId), id: sortKey(id) };
}
