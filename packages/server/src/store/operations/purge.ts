import type { StoreOperations } from "../../registry/store.ts";
import { countChanges, moved } from "../counts.ts";
import type { Transaction } from "../transaction.ts";

/** Of two nodes that find the same, the second waits for the first, and then counts only what was left to it. */
export async function purge(
  tx: Transaction,
  { kind, before, atMost }: Parameters<StoreOperations["purge"]>[0],
): ReturnType<StoreOperations["purge"]> {
  const { findPurgeable, purge: purgeOne } = tx.dialect.statements[kind];
  const found = await tx.all(findPurgeable, { before, atMost });
  const perParent = new Map<string, number>();
  // In the order of the ids, so that two nodes take their locks in one order.
  for (const row of found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    if (kind === "brand") await endDelegations(tx, row.id);
    const purged = await tx.run(purgeOne, { parentId: row.parent_id, created: row.created, id: row.id });
    const brandId = kind === "brand" ? row.id : row.parent_id;
    await tx.run(tx.dialect.statements.reviews.purgeVersions, { brandId, kind, id: row.id });
    perParent.set(row.parent_id, (perParent.get(row.parent_id) ?? 0) + purged);
  }
  let purged = 0;
  for (const [parentId, count] of perParent) {
    if (count > 0) await countChanges(tx, kind, parentId, moved("DELETED", undefined, count));
    purged += count;
  }
  return { purged };
}

/** With a brand that is forgotten goes who it was shared with; nobody is told, since they were when it was deleted. */
async function endDelegations(tx: Transaction, brandId: string): Promise<void> {
  const { access, brands } = tx.dialect.statements;
  if ((await tx.run(brands.unshareAll, { brandId })) > 0) await tx.run(access.raiseRevision, { one: 1 });
}

function keyOf({ parent_id, id }: { readonly parent_id: string; readonly id: string }): string {
  return `${parent_id}/${id}`;
}
