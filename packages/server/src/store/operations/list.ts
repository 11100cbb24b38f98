import { positionOf } from "../../registry/envelope.ts";
import type { List, Page, StoreOperations } from "../../registry/store.ts";
import type { CollectionCounts } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { FREE_ROWS, indexFor, isCountedByIndex, isPointQuery, isQuicklyCounted } from "../plan.ts";
import { type Query, queryOf } from "../query.ts";
import { sortKey } from "../schema.ts";
import { sourceOf } from "../sources.ts";
import type { Values } from "../statement.ts";
import { type CountOptions, countStatement, pageStatement } from "../statements/lists.ts";
import { totalByState } from "../totals.ts";
import { MustScan, type Transaction } from "../transaction.ts";
import { enter } from "./admit.ts";

/**
 * A page with its exact total, from one snapshot. On a connection that must not scan it throws `MustScan` as soon as
 * it sees that it would have to (docs/decisions/0008-bounded-queries.md).
 */
export async function list(tx: Transaction, input: List): ReturnType<StoreOperations["list"]> {
  const counts = await enter(tx, input);
  if (counts.outcome !== "entered") return counts;
  const query = queryOf(tx.dialect, input.kind, input.filter);
  const source = sourceOf(input);
  if (!source.isCounted && !tx.mayScan) throw new MustScan();
  const total = await readTotal(tx, input, query, counts);
  const { revision } = counts;
  if (total === 0) return { outcome: "page", data: "", total, revision };
  return { ...(await readPage(tx, input, query, counts, total)), total, revision };
}

async function readTotal(
  tx: Transaction,
  input: List,
  query: Query,
  counts: CollectionCounts,
): Promise<number> {
  const { filter, kind, collection } = input;
  if (!sourceOf(input).isCounted) return count(tx, input, query, counts);
  const byState = totalByState(filter, counts);
  if (byState !== undefined || filter === undefined) return byState ?? counts.live;
  const { parentId } = collection;
  const known = tx.totals.get(kind, parentId, filter.meaning, counts.revision);
  if (known !== undefined) return known;

  const total = await count(tx, input, query, counts);
  tx.totals.set(kind, parentId, filter.meaning, counts.revision, total);
  return total;
}

/** The values that say which collection it is; brands that are shared are listed by the partner. */
function placeOf(input: List): Values {
  const { collection, partnerId } = input;
  const parentId = sourceOf(input).isCounted ? collection.parentId : (partnerId ?? collection.parentId);
  return { parentId: sortKey(parentId), orgId: sortKey(collection.orgId) };
}

/** Counts, where that may take long only on a connection that may scan. */
async function count(tx: Transaction, input: List, query: Query, counts: CollectionCounts): Promise<number> {
  const { indexes } = STORED_KINDS[input.kind];
  const source = sourceOf(input);
  const values = { ...query.values, ...placeOf(input) };
  const patient = !isQuicklyCounted(query, counts);
  const statement = (options: CountOptions) =>
    tx.dialect.kept(`${source.name} count ${JSON.stringify(options)} ${query.shape}`, () =>
      countStatement(tx.dialect, source, query, options),
    );
  if (tx.mayScan || counts.rows <= tx.freeRows || isPointQuery(query, indexes)) {
    const all = await tx.get(statement({ patient, limited: false }), values);
    return all?.count ?? 0;
  }
  if (!isCountedByIndex(query, indexes)) throw new MustScan();
  const few = await tx.get(statement({ patient: true, limited: true }), { ...values, limit: FREE_ROWS + 1 });
  if (few === undefined || few.count > FREE_ROWS) throw new MustScan();
  return few.count;
}

async function readPage(
  tx: Transaction,
  input: List,
  query: Query,
  counts: CollectionCounts,
  total: number,
): Promise<Pick<Page, "outcome" | "data" | "more">> {
  const { limit, after, kind } = input;
  const source = sourceOf(input);
  const index = source.isCounted
    ? indexFor(query, STORED_KINDS[kind].indexes, counts, total)?.name
    : undefined;
  const statement = tx.dialect.kept(
    `${source.name} page ${after === undefined ? "first" : "after"} ${index ?? "walk"} ${query.shape}`,
    () => pageStatement(tx.dialect, source, query, { after: after !== undefined, index }),
  );
  // One more than asked tells whether more follow.
  const bodies = await tx.column<string>(statement, {
    ...query.values,
    ...(after && { afterCreated: after.created, afterId: sortKey(after.id) }),
    ...placeOf(input),
    limit: limit + 1,
  });
  if (bodies.length <= limit) return { outcome: "page", data: bodies.join(",") };
  bodies.pop();
  return { outcome: "page", data: bodies.join(","), more: positionOf(bodies.at(-1) ?? "") };
}
