import type { Dialect } from "./dialect.ts";
import type { Statement, Values } from "./statement.ts";
import type { Totals } from "./totals.ts";

export type Awaitable<T> = T | Promise<T>;

/** One transaction with one snapshot. An operation of the store is a function of it. */
export interface Transaction {
  readonly dialect: Dialect;
  /** The totals that this thread has counted. */
  readonly totals: Totals;
  /** May an operation read a collection whole, however large it is? */
  readonly mayScan: boolean;
  /** A collection of this many rows may be read whole in any case. */
  readonly freeRows: number;
  /** Are access and brand checked elsewhere, so that no operation looks for them here? */
  readonly isAdmitted: boolean;
  /** Which slot of the counts this transaction writes to. */
  readonly slot: number;
  all<Row>(statement: Statement<Row>, values: Values): Awaitable<Row[]>;
  /** The first column of each row. */
  column<Value>(statement: Statement<unknown>, values: Values): Awaitable<Value[]>;
  get<Row>(statement: Statement<Row>, values: Values): Awaitable<Row | undefined>;
  /** Executes a write; how many rows it changed. */
  run(statement: Statement<unknown>, values: Values): Awaitable<number>;
}

/** A row that breaks a unique constraint. */
export class UniqueViolation extends Error {
  override readonly name = "UniqueViolation";
}

/** The query would have to read more than it may here. */
export class MustScan extends Error {
  override readonly name = "MustScan";
}
