import type { State } from "@callmark/contract";
import type { KindName } from "../registry/store.ts";
import type { Transaction } from "./transaction.ts";

/** What is known of a collection without looking at its rows. */
export interface CollectionCounts {
  readonly byState: ReadonlyMap<State, number>;
  /** How many are not deleted. */
  readonly live: number;
  /** How many there are, deleted ones too. */
  readonly rows: number;
  /** Differs where anything in the collection was written in between. */
  readonly revision: number;
}

/** `parentId` as a key. */
export async function readCounts(
  tx: Transaction,
  kind: KindName,
  parentId: string,
): Promise<CollectionCounts> {
  const byState = new Map<State, number>();
  let rows = 0;
  let revision = 0;
  for (const row of await tx.all(tx.dialect.statements.counts.read, { parentId, kind })) {
    byState.set(row.state, (byState.get(row.state) ?? 0) + row.count);
    rows += row.count;
    revision += row.revision;
  }
  return { byState, live: rows - (byState.get("DELETED") ?? 0), rows, revision };
}

/** Counts resources that went from one state to another; a new one comes from none, a purged one goes to none. */
export async function countChange(
  tx: Transaction,
  kind: KindName,
  parentId: string,
  from: State | undefined,
  to: State | undefined,
  resources = 1,
): Promise<void> {
  const { add } = tx.dialect.statements.counts;
  const common = { parentId, kind, slot: tx.slot, one: 1 };
  if (from === to && to !== undefined) {
    await tx.run(add, { ...common, state: to, by: 0 });
    return;
  }
  // Always in the order of the states' names, so that two writers never wait for each other in a circle.
  const changes = [
    { state: from, by: -resources },
    { state: to, by: resources },
  ].sort((a, b) => (String(a.state) < String(b.state) ? -1 : 1));
  for (const { state, by } of changes) {
    if (state !== undefined) await tx.run(add, { ...common, state, by });
  }
}
