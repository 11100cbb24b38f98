import type { AccessChanged, Collection, NoParent, Request, StoreOperations } from "../../registry/store.ts";
import { type CollectionCounts, readCounts, sumOf } from "../counts.ts";
import { sortKey } from "../schema.ts";
import { TABLES } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

/** Steps 1 and 5 of the order of checks, in the transaction that goes on; `undefined` where the request may go on. */
export async function admit(
  tx: Transaction,
  { kind, collection, accessRevision, partnerId }: Omit<Request, "kind"> & Partial<Pick<Request, "kind">>,
): Promise<AccessChanged | NoParent | undefined> {
  if (tx.isAdmitted) return undefined;
  if (kind !== undefined && isOfOrg(kind)) return accessMoved(tx, accessRevision);
  const { admit: owner, admitPartner } = tx.dialect.statements.access;
  const row = await tx.get(partnerId === undefined ? owner : admitPartner, keysOf(collection, partnerId));
  if (row?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  return row.parent ? undefined : { outcome: "noParent" };
}

/** The same for a whole collection: where the request may go on, its counts. */
export async function enter(
  tx: Transaction,
  { kind, collection, accessRevision, partnerId }: Request,
): Promise<AccessChanged | NoParent | (CollectionCounts & { readonly outcome: "entered" })> {
  const parentId = sortKey(collection.parentId);
  if (tx.isAdmitted) return { outcome: "entered", ...(await readCounts(tx, kind, parentId)) };
  const { enterOrg, enter: owner, enterPartner } = tx.dialect.statements.access;
  if (isOfOrg(kind)) {
    const rows = await tx.all(enterOrg, { parentId, kind });
    if (rows[0]?.access_revision !== accessRevision) return { outcome: "accessChanged" };
    return { outcome: "entered", ...sumOf(rows) };
  }
  const statement = partnerId === undefined ? owner : enterPartner;
  const rows = await tx.all(statement, { ...keysOf(collection, partnerId), kind });
  const [first] = rows;
  if (first?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  if (first.parent === null) return { outcome: "noParent" };
  return { outcome: "entered", ...sumOf(rows) };
}

export async function probe(
  tx: Transaction,
  { accessRevision, ...request }: Parameters<StoreOperations["probe"]>[0],
): ReturnType<StoreOperations["probe"]> {
  const { collection } = request;
  const refused =
    collection === undefined
      ? await accessMoved(tx, accessRevision)
      : await admit(tx, { ...request, collection, accessRevision });
  return refused ?? { outcome: "present" };
}

/** Does a resource of this kind belong to its org alone? */
function isOfOrg(kind: Request["kind"]): boolean {
  return TABLES[kind].parent === "org_id";
}

/** Step 1 for what belongs to no brand; `undefined` where the request may go on. */
export async function accessMoved(
  tx: Transaction,
  accessRevision: number,
): Promise<AccessChanged | undefined> {
  const row = await tx.get(tx.dialect.statements.access.revision, {});
  return row?.access_revision === accessRevision ? undefined : { outcome: "accessChanged" };
}

function keysOf(collection: Collection, partnerId: string | undefined) {
  return {
    orgId: sortKey(collection.orgId),
    parentId: sortKey(collection.parentId),
    ...(partnerId !== undefined && { partnerId: sortKey(partnerId) }),
  };
}
