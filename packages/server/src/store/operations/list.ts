import { positionOf } from "../../registry/envelope.ts";
import type { Filter } from "../../registry/filter.ts";
import type { List, Page, StoreOperations } from "../../registry/store.ts";
import type { CollectionCounts } from "../counts.ts";
import { readCounts } from "../counts.ts";
import type { Dialect } from "../dialect.ts";
import { STORED_KINDS } from "../kinds.ts";
import { type Predicate, predicateOf, shapeOf, valuesOf } from "../predicate.ts";
import { sortKey } from "../schema.ts";
import type { Values } from "../statement.ts";
import { countStatement, named, pageStatement } from "../statements/lists.ts";
import { totalByState } from "../totals.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";

export async function list(tx: Transaction, input: List): ReturnType<StoreOperations["list"]> {
  const refused = await admit(tx, input);
  if (refused) return refused;
  const counts = await readCounts(tx, input.kind, sortKey(input.collection.parentId));
  const query = queryOf(tx.dialect, input);
  const total = await readTotal(tx, input, query, counts);
  return { ...(await readPage(tx, input, query)), total };
}

interface Query {
  readonly predicate?: Predicate;
  readonly includesDeleted: boolean;
  readonly shape: string;
  readonly values: Values;
}

const queries = new WeakMap<Filter, Query>();

/** What the filter is for the tables. Read once for each filter, however often it is asked. */
function queryOf(dialect: Dialect, { kind, filter }: List): Query {
  if (filter === undefined) return { includesDeleted: false, shape: "", values: {} };
  const known = queries.get(filter);
  if (known !== undefined) return known;
  const predicate = predicateOf(filter.root, STORED_KINDS[kind].columns, dialect);
  const { includesDeleted } = filter;
  const shape = `${includesDeleted ? "deleted " : ""}${shapeOf(predicate)}`;
  const query = { predicate, includesDeleted, shape, values: named(valuesOf(predicate)) };
  queries.set(filter, query);
  return query;
}

async function readPage(tx: Transaction, input: List, query: Query): Promise<Omit<Page, "total">> {
  const { limit, after, kind, collection } = input;
  const statement = tx.dialect.kept(
    `${kind} page ${after === undefined ? "first" : "after"} ${query.shape}`,
    () => pageStatement(tx.dialect, query, after !== undefined),
  );
  // One more than asked tells whether more follow.
  const bodies = await tx.column<string>(statement, {
    ...query.values,
    ...(after && { afterCreated: after.created, afterId: sortKey(after.id) }),
    parentId: sortKey(collection.parentId),
    limit: limit + 1,
  });
  if (bodies.length <= limit) return { outcome: "page", data: bodies.join(",") };
  bodies.pop();
  return { outcome: "page", data: bodies.join(","), more: positionOf(bodies.at(-1) ?? "") };
}

async function readTotal(
  tx: Transaction,
  input: List,
  query: Query,
  counts: CollectionCounts,
): Promise<number> {
  const { filter, kind, collection } = input;
  const cheap = totalByState(filter, counts);
  if (cheap !== undefined || filter === undefined) return cheap ?? counts.live;
  const { parentId } = collection;
  const known = tx.totals.get(kind, parentId, filter.meaning, counts.revision);
  if (known !== undefined) return known;
  const statement = tx.dialect.kept(`${kind} count ${query.shape}`, () => countStatement(tx.dialect, query));
  const row = await tx.get(statement, { ...query.values, parentId: sortKey(parentId) });
  const total = row?.count ?? 0;
  tx.totals.set(kind, parentId, filter.meaning, counts.revision, total);
  return total;
}
