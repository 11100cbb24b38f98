import type { StoreOperations } from "../../registry/store.ts";
import { countChanges, moved } from "../counts.ts";
import type { Transaction } from "../transaction.ts";

export async function purge(
  tx: Transaction,
  { kind, before, atMost }: Parameters<StoreOperations["purge"]>[0],
): ReturnType<StoreOperations["purge"]> {
  const { findPurgeable, purge: purgeOne } = tx.dialect.statements[kind];
  const rows = await tx.all(findPurgeable, { before, atMost });
  const perParent = new Map<string, number>();
  for (const row of rows) {
    await tx.run(purgeOne, { parentId: row.brand_id, created: row.created, id: row.id });
    perParent.set(row.brand_id, (perParent.get(row.brand_id) ?? 0) + 1);
  }
  for (const [parentId, purged] of [...perParent].sort()) {
    await countChanges(tx, kind, parentId, moved("DELETED", undefined, purged));
  }
  return { purged: rows.length };
}
