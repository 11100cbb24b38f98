import type { CollectionCounts } from "./counts.ts";
import type { Query } from "./query.ts";

/** An index of a kind's table that a page may be read by, instead of walking the list itself. */
export interface Index {
  readonly name: string;
  readonly column: string;
  /**
   * `points`: a value has one row at the most. `ordered`: the rows of a value are in the order of the list.
   * `ranges`: the rows of a prefix are beside each other, in no order.
   */
  readonly kind: "points" | "ordered" | "ranges";
}

/** A collection of this many rows is read whole before anybody would notice. */
export const FREE_ROWS = 1_000;
/** Walking the list is as good as an index while one row in so many matches: neighbours cost less than jumps. */
const DENSE = 8;

/** Does each match have a key of its own in an index, so that both page and total are a few look-ups? */
export function isPointQuery(query: Query, indexes: readonly Index[]): boolean {
  return pointIndex(query, indexes) !== undefined;
}

function pointIndex({ required, includesDeleted }: Query, indexes: readonly Index[]): Index | undefined {
  if (includesDeleted) return undefined;
  return indexes.find(
    ({ kind, column }) =>
      kind === "points" &&
      required.some((one) => one.column === column && (one.test === "=" || one.test === "in")),
  );
}

/** The index to read a page by, where there is a better way than to walk the list. `total` is the query's. */
export function indexFor(
  query: Query,
  indexes: readonly Index[],
  { rows }: Pick<CollectionCounts, "rows">,
  total: number,
): Index | undefined {
  const point = pointIndex(query, indexes);
  if (point !== undefined) return point;
  if (query.includesDeleted || total * DENSE >= rows) return undefined;
  return indexes.find(({ kind, column }) =>
    query.required.some((one) => {
      if (one.column !== column) return false;
      if (kind === "ordered") return one.test === "=";
      return kind === "ranges" && one.test === ">=" && total <= FREE_ROWS;
    }),
  );
}

/** Is the whole collection counted before anybody would stop waiting? Some 100 ns for each comparison. */
export function isQuicklyCounted({ comparisons }: Query, { rows }: Pick<CollectionCounts, "rows">): boolean {
  return rows * comparisons <= 3_000_000;
}

/** Does an index count the matches without a look at the table, so that few of them are counted at once? */
export function isCountedByIndex({ oneColumn, required }: Query, indexes: readonly Index[]): boolean {
  return (
    oneColumn &&
    required.every((one) => one.test !== "matches" && indexes.some(({ column }) => column === one.column))
  );
}
