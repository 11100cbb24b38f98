import { newEtag } from "../registry/etag.ts";
import { newId } from "../registry/ids.ts";
import { type Finding, hasViolation } from "../registry/rules.ts";
import type { Collection, KindName } from "../registry/store.ts";
import type { BulkTransaction } from "./bulk.ts";
import { countChanges, moved, readCounts } from "./counts.ts";
import { STORED_KINDS } from "./kinds.ts";
import { findBrand } from "./operations/access.ts";
import { writeMany } from "./operations/write-resource.ts";
import { sortKey } from "./schema.ts";
import type { Transaction } from "./transaction.ts";

/** A collection that is being filled by many at once. */
export interface Filling {
  readonly kind: KindName;
  readonly collection: Collection;
  /** How many resources of it are not deleted. */
  readonly live: number;
}

/** The collection of a brand, which nobody else fills to its maximum meanwhile; `undefined` where there is no brand. */
export async function beginFilling(
  tx: BulkTransaction,
  kind: KindName,
  brandId: string,
): Promise<Filling | undefined> {
  const collection = await findBrand(tx, { brandId });
  if (collection === undefined) return undefined;
  await tx.get(tx.dialect.statements.access.holdBrand, { brandId: sortKey(brandId) });
  const { live } = await readCounts(tx, kind, sortKey(collection.parentId));
  return { kind, collection, live };
}

/** What the registry has against each of some new resources, as a create is judged; `room`: for how many there is. */
export async function judgeMany(
  tx: Transaction,
  { kind, collection }: Filling,
  all: readonly unknown[],
  room: number,
): Promise<readonly (readonly Finding[])[]> {
  const stored = STORED_KINDS[kind];
  const factsOf = await stored.factsOfMany(tx, collection, all);
  let left = room;
  return all.map((details) => {
    const findings = stored.kind.judgeFacts(details, factsOf(details, left <= 0));
    if (!hasViolation(findings)) left -= 1;
    return findings;
  });
}

/** Adds resources that nothing stands against, submitted like created ones, without the counts. */
export async function addMany(
  tx: BulkTransaction,
  { kind, collection }: Filling,
  { by, now, all }: { readonly by: string; readonly now: number; readonly all: readonly unknown[] },
): Promise<void> {
  // In the order of the table's key: written in any order, a large table takes some times as long.
  const ids = all.map(() => newId()).sort((a, b) => (a < b ? -1 : 1));
  await writeMany(
    tx,
    kind,
    all.map((details, index) => ({
      id: ids[index] ?? newId(),
      collection,
      created: now,
      updated: now,
      state: "SUBMITTED",
      etag: newEtag(),
      details,
      inForce: false,
      createdBy: by,
      updatedBy: by,
    })),
  );
}

/** Counts what was added, last of all: from then on others that write to the collection may have to wait. */
export async function endFilling(
  tx: BulkTransaction,
  { kind, collection }: Filling,
  added: number,
): Promise<void> {
  if (added > 0)
    await countChanges(tx, kind, sortKey(collection.parentId), moved(undefined, "SUBMITTED", added));
}
