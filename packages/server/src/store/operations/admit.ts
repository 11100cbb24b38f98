import type { AccessChanged, NoParent, Request, StoreOperations } from "../../registry/store.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

/** Steps 1 and 5 of the order of checks, in the transaction that goes on; `undefined` where the request may go on. */
export async function admit(
  tx: Transaction,
  { collection, accessRevision }: Pick<Request, "collection" | "accessRevision">,
): Promise<AccessChanged | NoParent | undefined> {
  const row = await tx.get(tx.dialect.statements.access.admit, {
    orgId: sortKey(collection.orgId),
    parentId: sortKey(collection.parentId),
  });
  if (row?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  return row.parent ? undefined : { outcome: "noParent" };
}

export async function probe(
  tx: Transaction,
  { collection, accessRevision }: Parameters<StoreOperations["probe"]>[0],
): ReturnType<StoreOperations["probe"]> {
  if (collection !== undefined)
    return (await admit(tx, { collection, accessRevision })) ?? { outcome: "present" };
  const row = await tx.get(tx.dialect.statements.access.revision, {});
  return row?.access_revision === accessRevision ? { outcome: "present" } : { outcome: "accessChanged" };
}
