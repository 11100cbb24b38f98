import Database, { type Statement as Prepared, SqliteError } from "better-sqlite3";
import { LRUCache } from "lru-cache";
import { QueryTooExpensive, StoreUnavailable } from "../../registry/store.ts";
import { positional, type Statement, type Values } from "../statement.ts";
import type { Totals } from "../totals.ts";
import { MustScan, type Transaction, UniqueViolation } from "../transaction.ts";
import { sqliteDialect } from "./dialect.ts";

const PREPARED_KEPT = 300;
/** Characters of all of them: what SQLite keeps of a statement grows with its text. */
const CHARACTERS_KEPT = 500_000;

export interface ConnectionOptions {
  readonly file: string;
  /** `answers`: on the thread that answers requests, and so never long. */
  readonly role: "answers" | "scans" | "writes";
  /** The longest that a statement may wait for a lock of another process, in milliseconds; the thread sleeps meanwhile. */
  readonly busyTimeout: number;
  readonly totals: Totals;
  /** How many rows of a collection may be read whole where the connection must not scan. */
  readonly freeRows: number;
  /** False only where the data goes with the process anyway. */
  readonly durable: boolean;
}

/**
 * What a scan reads it does not meet again. So small a cache of the file stays in the processor's own, into which a
 * page is copied in less time than into memory that was used long ago.
 */
const SCAN_CACHE_KIB = 512;

/** How often, in one operation, a connection that must not scan may be asked whether it goes on. */
const LOOKS_MAXIMUM = 2;

type Command =
  | "begin"
  | "begin immediate"
  | "commit"
  | "rollback"
  | "savepoint one"
  | "release one"
  | "rollback to one";

/** One connection to the file: its transactions, and its statements, each prepared once. */
export class Connection implements Transaction {
  readonly dialect = sqliteDialect;
  readonly slot = 0;
  readonly isAdmitted = false;
  readonly totals: Totals;
  readonly mayScan: boolean;
  readonly freeRows: number;
  readonly database: Database.Database;
  /** When a statement that scans gives up, in milliseconds since 1970. */
  deadline = Number.POSITIVE_INFINITY;
  /** How often this operation has been asked whether it goes on. */
  looks = 0;
  readonly #busyTimeout: number;
  readonly #commands: Partial<Record<Command, Prepared>> = {};
  readonly #prepared = new LRUCache<Statement<unknown>, Prepared<unknown[], unknown>>({
    max: PREPARED_KEPT,
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: (_, { sql }) => sql.length,
  });

  constructor({ file, role, busyTimeout, totals, freeRows, durable }: ConnectionOptions) {
    this.totals = totals;
    this.mayScan = role !== "answers";
    this.freeRows = freeRows;
    this.#busyTimeout = busyTimeout;
    this.database = this.#guarded(() => new Database(file, { timeout: busyTimeout }));
    this.#guarded(() => {
      this.database.pragma("journal_mode = WAL");
      // An acknowledged write outlives a power loss: each commit waits until the disk has it.
      this.database.pragma(`synchronous = ${durable ? "FULL" : "OFF"}`);
      if (role !== "writes") this.database.pragma("query_only = ON");
      if (role === "scans") this.database.pragma(`cache_size = -${SCAN_CACHE_KIB}`);
    });
    this.database.function("still_wanted", { directOnly: true }, () => this.#stillWanted());
  }

  all<Row>(statement: Statement<Row>, values: Values): Row[] {
    return this.#guarded(() => this.#prepare(statement).all(positional(statement, values)) as Row[]);
  }

  column<Value>(statement: Statement<unknown>, values: Values): Value[] {
    return this.#guarded(
      () => this.#prepare(statement).pluck().all(positional(statement, values)) as Value[],
    );
  }

  get<Row>(statement: Statement<Row>, values: Values): Row | undefined {
    return this.#guarded(
      () => this.#prepare(statement).get(positional(statement, values)) as Row | undefined,
    );
  }

  run(statement: Statement<unknown>, values: Values): number {
    return this.#guarded(() => this.#prepare(statement).run(positional(statement, values)).changes);
  }

  /** For how long the next statements wait for a lock of another process, in milliseconds; 0 or less: not at all. */
  set patience(milliseconds: number) {
    this.database.pragma(`busy_timeout = ${Math.max(0, Math.min(milliseconds, this.#busyTimeout))}`);
  }

  /** Begins, ends or divides the transaction. */
  control(command: Command): void {
    this.#guarded(() => {
      this.#commands[command] ??= this.database.prepare(command);
      this.#commands[command].run();
    });
  }

  close(): void {
    this.database.close();
  }

  /** Asked for about one row in a thousand that a filter looks at. */
  #stillWanted(): 1 {
    if (this.mayScan) {
      if (Date.now() > this.deadline)
        throw new QueryTooExpensive("The query took longer than its time limit");
      return 1;
    }
    this.looks += 1;
    if (this.looks > LOOKS_MAXIMUM) throw new MustScan();
    return 1;
  }

  #prepare(statement: Statement<unknown>): Prepared<unknown[], unknown> {
    let prepared = this.#prepared.get(statement);
    if (prepared === undefined) {
      prepared = this.database.prepare(statement.sql);
      this.#prepared.set(statement, prepared);
    }
    return prepared;
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translated(error);
    }
  }
}

/** What SQLite says for the moment alone: another process holds the lock, the disk is full or fails. */
const PASSING = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|PROTOCOL|CANTOPEN)/;

function translated(error: unknown): unknown {
  if (!(error instanceof SqliteError)) return error;
  if (PASSING.test(error.code)) return new StoreUnavailable(`${error.code}: ${error.message}`);
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)/.test(error.code)) return new UniqueViolation(error.message);
  return error;
}
