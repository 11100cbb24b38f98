import { lastOf, positionOf } from "../../registry/envelope.ts";
import type { List, Page, StoreOperations } from "../../registry/store.ts";
import type { CollectionCounts } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import {
  countingBy,
  FREE_ROWS,
  type Index,
  indexFor,
  isLedToMatches,
  isQuicklyCounted,
  pointIndex,
} from "../plan.ts";
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
  const entered = await enter(tx, input);
  if (entered.outcome !== "entered") return entered;
  const counts = sourceOf(input).isCounted ? entered : { ...entered, rows: await sharedRows(tx, input) };
  const { revision } = counts;
  const indexes = indexesOf(input);
  const query = queryOf(tx.dialect, input.kind, input.filter);
  const point = pointIndex(query, indexes);
  // What a few look-ups find is mostly the whole of it.
  const found =
    point === undefined || input.after !== undefined ? undefined : await readPage(tx, input, query, point);
  if (found !== undefined && found.more === undefined)
    return { outcome: "page", data: found.data, total: found.count, revision };

  const total = await readTotal(tx, input, query, counts);
  if (total === 0) return { outcome: "page", data: "", total, revision };
  const { data, more } =
    found ?? (await readPage(tx, input, query, point ?? indexFor(query, indexes, counts, total)));
  return { outcome: "page", data, ...(more && { more }), total, revision };
}

/** How many brands are shared with a partner where it lists them, looked at only as far as it matters. */
async function sharedRows(tx: Transaction, { collection, view, partnerId }: List): Promise<number> {
  if (tx.mayScan) return Number.POSITIVE_INFINITY;
  const { countShared, countDelegated } = tx.dialect.statements.brands;
  const ofPartner = {
    partnerId: sortKey(partnerId ?? collection.parentId),
    upTo: Math.max(0, tx.freeRows) + 1,
  };
  const row =
    view === "delegatedBrand"
      ? await tx.get(countDelegated, ofPartner)
      : await tx.get(countShared, { ...ofPartner, orgId: sortKey(collection.orgId) });
  const rows = row?.count ?? 0;
  if (rows > tx.freeRows) throw new MustScan();
  return rows;
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
  // Where many matched a moment ago, many do: there is no use in counting the first of them here.
  if (!mayReadWhole(tx, counts)) {
    const last = tx.totals.last(kind, parentId, filter.meaning) ?? 0;
    if (last > FREE_ROWS) throw new MustScan();
  }

  const total = await count(tx, input, query, counts);
  tx.totals.set(kind, parentId, filter.meaning, counts.revision, total);
  return total;
}

function mayReadWhole({ mayScan, freeRows }: Transaction, { rows }: CollectionCounts): boolean {
  return mayScan || rows <= freeRows;
}

/** What the list may be read by; rows that are put together have no index. */
function indexesOf(input: List): readonly Index[] {
  return sourceOf(input).isCounted ? STORED_KINDS[input.kind].indexes : [];
}

/** The values that say which collection it is; brands that are shared are listed by the partner. */
function placeOf(input: List): Values {
  const { collection, partnerId } = input;
  const parentId = sourceOf(input).isCounted ? collection.parentId : (partnerId ?? collection.parentId);
  return { parentId: sortKey(parentId), orgId: sortKey(collection.orgId) };
}

/** Counts, where that may take long only on a connection that may scan. */
async function count(tx: Transaction, input: List, query: Query, counts: CollectionCounts): Promise<number> {
  const indexes = indexesOf(input);
  const source = sourceOf(input);
  const values = { ...query.values, ...placeOf(input) };
  const patient = !isQuicklyCounted(query, counts);
  const counting = countingBy(query, indexes, tx.dialect);
  const statement = (options: CountOptions) =>
    tx.dialect.kept(`${source.name} count ${JSON.stringify(options)} ${query.shape}`, () =>
      countStatement(tx.dialect, source, query, options),
    );
  if (mayReadWhole(tx, counts) || pointIndex(query, indexes) !== undefined) {
    const all = await tx.get(statement({ ...counting, patient, limited: false }), values);
    return all?.count ?? 0;
  }
  if (counting === undefined || !isLedToMatches(query)) throw new MustScan();
  const few = await tx.get(statement({ ...counting, patient: true, limited: true }), {
    ...values,
    limit: FREE_ROWS + 1,
  });
  if (few === undefined || few.count > FREE_ROWS) throw new MustScan();
  return few.count;
}

/** The resources of a page with how many they are, and the last one's position where more follow. */
async function readPage(
  tx: Transaction,
  input: List,
  query: Query,
  index: Index | undefined,
): Promise<{ readonly count: number } & Pick<Page, "data" | "more">> {
  const { limit, after } = input;
  const source = sourceOf(input);
  const way = index === undefined ? "walk" : `${index.kind} ${index.name}`;
  const statement = tx.dialect.kept(
    `${source.name} page ${after === undefined ? "first" : "after"} ${way} ${query.shape}`,
    () => pageStatement(tx.dialect, source, query, { after: after !== undefined, index }),
  );
  // One more than asked tells whether more follow.
  const page = await tx.get(statement, {
    ...query.values,
    ...(after && { afterCreated: after.created, afterId: sortKey(after.id) }),
    ...placeOf(input),
    limit: limit + 1,
  });
  const count = page?.count ?? 0;
  const all = page?.data ?? "";
  if (count <= limit) return { count, data: all };
  const data = all.slice(0, lastOf(all) - 1);
  return { count: limit, data, more: positionOf(data.slice(lastOf(data))) };
}
