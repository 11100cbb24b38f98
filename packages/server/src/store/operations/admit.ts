import type { AccessChanged, NoParent, Request, StoreOperations } from "../../registry/store.ts";
import { type CollectionCounts, readCounts, sumOf } from "../counts.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

/** Steps 1 and 5 of the order of checks, in the transaction that goes on; `undefined` where the request may go on. */
export async function admit(
  tx: Transaction,
  { collection, accessRevision }: Pick<Request, "collection" | "accessRevision">,
): Promise<AccessChanged | NoParent | undefined> {
  if (tx.isAdmitted) return undefined;
  const row = await tx.get(tx.dialect.statements.access.admit, {
    orgId: sortKey(collection.orgId),
    parentId: sortKey(collection.parentId),
  });
  if (row?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  return row.parent ? undefined : { outcome: "noParent" };
}

/** The same for a whole collection: where the request may go on, its counts. */
export async function enter(
  tx: Transaction,
  { kind, collection, accessRevision }: Request,
): Promise<AccessChanged | NoParent | (CollectionCounts & { readonly outcome: "entered" })> {
  const parentId = sortKey(collection.parentId);
  if (tx.isAdmitted) return { outcome: "entered", ...(await readCounts(tx, kind, parentId)) };
  const orgId = sortKey(collection.orgId);
  const rows = await tx.all(tx.dialect.statements.access.enter, { orgId, parentId, kind });
  const [first] = rows;
  if (first?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  if (first.parent === null) return { outcome: "noParent" };
  return { outcome: "entered", ...sumOf(rows) };
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
