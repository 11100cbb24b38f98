import type { StoreOperations } from "../../registry/store.ts";
import { readCounts } from "../counts.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { enter } from "./admit.ts";

/** How many there are in each state. */
export async function summarize(
  tx: Transaction,
  input: Parameters<StoreOperations["summarize"]>[0],
): ReturnType<StoreOperations["summarize"]> {
  const counts = await enter(tx, input);
  if (counts.outcome !== "entered") return counts;
  const { byState, live } = counts;
  return { outcome: "summary", byState, live };
}

export async function count(
  tx: Transaction,
  { kind, collection }: Parameters<StoreOperations["count"]>[0],
): ReturnType<StoreOperations["count"]> {
  const { live } = await readCounts(tx, kind, sortKey(collection.parentId));
  return { live };
}
