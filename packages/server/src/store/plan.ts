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

/** As many matches as walking the list passes sooner than their whole index is read, a page of 100 at a time. */
const SCATTERED = 250;

/** The index in which each match has a key of its own, so that both page and total are a few look-ups. */
export function pointIndex(
  { required, includesDeleted }: Query,
  indexes: readonly Index[],
): Index | undefined {
  if (includesDeleted) return undefined;
  return indexes.find(
    ({ kind, column }) =>
      kind === "points" &&
      required.some((one) => one.column === column && (one.test === "=" || one.test === "in")),
  );
}

/**
 * The index to read a page by that no point leads to, where there is a better way than to walk the list. `total` is
 * the query's.
 */
export function indexFor(
  query: Query,
  indexes: readonly Index[],
  { rows }: Pick<CollectionCounts, "rows">,
  total: number,
): Index | undefined {
  if (query.includesDeleted || total * DENSE >= rows) return undefined;
  return indexes.find(({ kind, column }) =>
    query.required.some(({ column: tested, test }) => {
      if (tested !== column) return false;
      if (kind === "ordered") return test === "=";
      if (kind === "points") return false;
      // A prefix leads to its matches alone; any other pattern is asked of the whole index, and so of it alone.
      return test === ">=" ? total <= FREE_ROWS : query.oneColumn && test === "matches" && total <= SCATTERED;
    }),
  );
}

/** The index that counts a query of its column without a look at the table's rows, which are larger. */
export function countingIndex(
  { oneColumn, required, includesDeleted }: Query,
  indexes: readonly Index[],
): Index | undefined {
  if (!oneColumn || includesDeleted) return undefined;
  return indexes.find(({ column }) => column === required[0]?.column);
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
