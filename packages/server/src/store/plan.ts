import type { CollectionCounts } from "./counts.ts";
import type { Dialect } from "./dialect.ts";
import type { Test } from "./predicate.ts";
import type { Query } from "./query.ts";

/** An index of a kind's table that a page may be read by, instead of walking the list itself. */
export interface Index {
  readonly name: string;
  readonly column: string;
  /**
   * `points`: a value has one row at the most. `ordered`: the rows of a value are in the order of the list.
   * `ranges`: the rows of a prefix, or of some time, are beside each other, in no order of the list.
   */
  readonly kind: "points" | "ordered" | "ranges";
}

/** The tests that a range begins or ends with; a single value is both. */
const FROM: ReadonlySet<Test> = new Set([">", ">=", "="]);
const TO: ReadonlySet<Test> = new Set(["<", "<=", "="]);

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
  { live }: Pick<CollectionCounts, "live">,
  total: number,
): Index | undefined {
  if (query.includesDeleted || total * DENSE >= live) return undefined;
  return indexes.find(({ kind, column }) => {
    const tests = query.required.filter((one) => one.column === column).map(({ test }) => test);
    if (kind === "ordered") return tests.includes("=");
    if (kind === "points") return false;
    // A range with two ends, as a prefix is one, leads to its matches alone, whatever else is asked of them.
    if (tests.some((test) => FROM.has(test)) && tests.some((test) => TO.has(test))) return total <= FREE_ROWS;
    // All else is asked of the whole index, or of much of it, and so of it alone.
    if (!isOf(query, column)) return false;
    if (tests.some((test) => FROM.has(test) || TO.has(test))) return total <= FREE_ROWS;
    return tests.includes("matches") && total <= SCATTERED;
  });
}

/** What counts a query without a look at rows that do not match. */
export interface Counting {
  /** The index that does so without a look at the table's rows, which are larger; else it is the order of the list. */
  readonly index?: string;
  /** Is the index asked for each state by itself, since the rows of each lie in the order of their dates? */
  readonly eachState?: true;
}

/**
 * The index of the one column that a query asks for, or that of a value whose rows lie in the order of the list, where
 * the rest asks for a part of that order; or that order itself.
 */
export function countingBy(
  query: Query,
  indexes: readonly Index[],
  { indexesHoldKeys }: Pick<Dialect, "indexesHoldKeys">,
): Counting | undefined {
  if (query.includesDeleted) return undefined;
  const found = indexes.find(
    ({ kind, column }) =>
      isOf(query, column) ||
      (kind === "ordered" &&
        isOf(query, column, "created") &&
        query.required.some((one) => one.column === column && one.test === "=")),
  );
  if (found !== undefined) return { index: found.name };
  if (!isOf(query, "created")) return undefined;
  const ofStates = indexes.find(({ column }) => column === "state");
  if (ofStates === undefined) return undefined;
  return indexesHoldKeys ? { index: ofStates.name, eachState: true } : {};
}

/** Is the whole collection counted before anybody would stop waiting? Some 100 ns for each comparison. */
export function isQuicklyCounted({ comparisons }: Query, { rows }: Pick<CollectionCounts, "rows">): boolean {
  return rows * comparisons <= 3_000_000;
}

/** Is what counts a query led to its matches, so that few of them are counted at once? */
export function isLedToMatches({ required }: Query): boolean {
  return required.every(({ test }) => test !== "matches");
}

/** Does a query ask for these columns alone, and leave no choice between them? */
function isOf({ isConjunction, required }: Query, ...columns: readonly string[]): boolean {
  return isConjunction && required.length > 0 && required.every(({ column }) => columns.includes(column));
}
