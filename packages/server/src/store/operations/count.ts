import type { StoreOperations } from "../../registry/store.ts";
import { readCounts } from "../counts.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

export async function count(
  tx: Transaction,
  { kind, collection }: Parameters<StoreOperations["count"]>[0],
): ReturnType<StoreOperations["count"]> {
  const { live } = await readCounts(tx, kind, sortKey(collection.parentId));
  return { live };
}
