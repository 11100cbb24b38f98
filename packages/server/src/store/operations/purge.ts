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
    const purged = await tx.run(purgeOne, { parentId: row.brand_id, created: row.created, id: row.id });
    perParent.set(row.brand_id, (perParent.get(row.brand_id) ?? 0) + purged);
  }
  let purged = 0;
  for (const [parentId, count] of perParent) {
    if (count > 0) await countChanges(tx, kind, parentId, moved("DELETED", undefined, count));
    purged += count;
  }
  return { purged };
}

function keyOf({ brand_id, id }: { readonly brand_id: string; readonly id: string }): string {
  return `${brand_id}/${id}`;
}
