import { STATES, type State } from "@callmark/contract/vocabulary";
import type { KindName } from "../registry/store.ts";
import type { CountColumn, Counts } from "./schema.ts";
import type { Transaction } from "./transaction.ts";

/** What is known of a collection without looking at its rows. */
export interface CollectionCounts {
  readonly byState: Readonly<Record<State, number>>;
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
  return sumOf(await tx.all(tx.dialect.statements.counts.read, { parentId, kind }));
}

type Slot = { readonly [Column in CountColumn | "revision"]: Counts[Column] | null };

/** The slots of a collection, added up; one without counts, as an outer join gives it, adds nothing. */
export function sumOf(slots: readonly Slot[]): CollectionCounts {
  const byState = { SUBMITTED: 0, PROCESSING: 0, PUBLISHED: 0, REJECTED: 0, FAILED: 0, DELETED: 0 };
  let revision = 0;
  for (const slot of slots) {
    revision += slot.revision ?? 0;
    byState.SUBMITTED += slot.submitted ?? 0;
    byState.PROCESSING += slot.processing ?? 0;
    byState.PUBLISHED += slot.published ?? 0;
    byState.REJECTED += slot.rejected ?? 0;
    byState.FAILED += slot.failed ?? 0;
    byState.DELETED += slot.deleted ?? 0;
  }
  const live = byState.SUBMITTED + byState.PROCESSING + byState.PUBLISHED + byState.REJECTED + byState.FAILED;
  return { byState, live, rows: live + byState.DELETED, revision };
}

/** How many resources more, or fewer, are in a state. */
export type CountChanges = Readonly<Partial<Record<State, number>>>;

/** Resources that went from one state to another; a new one comes from none, a purged one goes to none. */
export function moved(from: State | undefined, to: State | undefined, resources = 1): CountChanges {
  if (from === to) return {};
  return { ...(from && { [from]: -resources }), ...(to && { [to]: resources }) };
}

/** Counts what one transaction does to a collection. */
export async function countChanges(
  tx: Transaction,
  kind: KindName,
  parentId: string,
  changes: CountChanges,
): Promise<void> {
  const byColumn = Object.fromEntries(STATES.map((state) => [state.toLowerCase(), changes[state] ?? 0]));
  await tx.run(tx.dialect.statements.counts.add, { ...byColumn, parentId, kind, slot: tx.slot, one: 1 });
}
