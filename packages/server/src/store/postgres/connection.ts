import type { ClientBase, PoolClient, QueryArrayResult, QueryResult } from "pg";
import { OutcomeUnknown, StoreUnavailable } from "../../registry/store.ts";
import { positional, type Statement, type Values } from "../statement.ts";
import type { Totals } from "../totals.ts";
import type { Transaction } from "../transaction.ts";
import { postgresDialect } from "./dialect.ts";
import { ConnectionLost, translated } from "./errors.ts";

/** How many statements a connection keeps prepared: one that has so many is replaced by a new one. */
const PREPARED_KEPT = 500;
/** Among how many rows of counts writers of one collection spread (docs/decisions/0004-totals.md). */
const SLOTS = 16;

/** What a transaction is for. */
export interface Purpose {
  readonly begin: string;
  /** Does it matter whether it is committed? */
  readonly writes: boolean;
  readonly mayScan: boolean;
  /** When its statements give up, in milliseconds since 1970, where the connection's own limit is not enough. */
  readonly deadline?: number;
  /** The error of a statement that took too long. */
  late(): Error;
}

export type ConnectionOptions = Pick<Transaction, "totals" | "freeRows" | "isAdmitted">;

/** A name for each statement, the same on all connections. */
const names = new WeakMap<Statement<unknown>, string>();
let lastName = 0;
const prepared = new WeakMap<ClientBase, Set<Statement<unknown>>>();

/** A connection for one transaction: whoever ends that, either way, has given the connection back. */
export class Connection implements Transaction {
  readonly dialect = postgresDialect;
  readonly totals: Totals;
  readonly mayScan: boolean;
  readonly freeRows: number;
  readonly isAdmitted: boolean;
  readonly slot = Math.floor(Math.random() * SLOTS);
  readonly #client: PoolClient;
  readonly #purpose: Purpose;
  readonly #prepared: Set<Statement<unknown>>;
  #isLost = false;

  constructor(client: PoolClient, purpose: Purpose, { totals, freeRows, isAdmitted }: ConnectionOptions) {
    this.#client = client;
    this.#purpose = purpose;
    this.totals = totals;
    this.mayScan = purpose.mayScan;
    this.freeRows = freeRows;
    this.isAdmitted = isAdmitted;
    this.#prepared = prepared.get(client) ?? new Set();
    prepared.set(client, this.#prepared);
  }

  async all<Row>(statement: Statement<Row>, values: Values): Promise<Row[]> {
    return (await this.#execute(statement, values)).rows as Row[];
  }

  async column<Value>(statement: Statement<unknown>, values: Values): Promise<Value[]> {
    const query = this.#queryOf(statement, values);
    await this.#keepDeadline();
    const result = await this.#guarded<QueryArrayResult>(() =>
      this.#client.query({ ...query, rowMode: "array" }),
    );
    return result.rows.map(([value]) => value as Value);
  }

  async get<Row>(statement: Statement<Row>, values: Values): Promise<Row | undefined> {
    return (await this.all(statement, values))[0];
  }

  async run(statement: Statement<unknown>, values: Values): Promise<number> {
    return (await this.#execute(statement, values)).rowCount ?? 0;
  }

  async begin(): Promise<void> {
    await this.#guarded(() => this.#client.query(this.#purpose.begin));
  }

  /** Throws `OutcomeUnknown` where the connection breaks on the way. */
  async commit(): Promise<void> {
    try {
      const { command } = await this.#guarded(() => this.#client.query("commit"));
      if (command !== "COMMIT") throw new StoreUnavailable("The server has rolled the transaction back");
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      throw new OutcomeUnknown(`The connection was lost during the commit: ${error.message}`);
    } finally {
      this.#giveBack();
    }
  }

  async rollback(): Promise<void> {
    try {
      if (!this.#isLost) await this.#guarded(() => this.#client.query("rollback"));
    } catch {
      // The server does the same where a connection ends.
      this.#isLost = true;
    } finally {
      this.#giveBack();
    }
  }

  #giveBack(): void {
    this.#client.release(this.#isLost || this.#prepared.size >= PREPARED_KEPT);
  }

  async #execute(statement: Statement<unknown>, values: Values): Promise<QueryResult> {
    const query = this.#queryOf(statement, values);
    await this.#keepDeadline();
    return await this.#guarded(() => this.#client.query(query));
  }

  #queryOf(statement: Statement<unknown>, values: Values) {
    const query = { text: statement.sql, values: positional(statement, values) };
    if (!this.#prepared.has(statement) && this.#prepared.size >= PREPARED_KEPT) return query;
    this.#prepared.add(statement);
    return { ...query, name: nameOf(statement) };
  }

  async #keepDeadline(): Promise<void> {
    const { deadline, late } = this.#purpose;
    if (deadline === undefined) return;
    const left = deadline - Date.now();
    if (left <= 0) throw late();
    await this.#guarded(() => this.#client.query(`set local statement_timeout = ${left}`));
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const known = translated(error, this.#purpose.late);
      if (known instanceof ConnectionLost) this.#isLost = true;
      throw known;
    }
  }
}

function nameOf(statement: Statement<unknown>): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  lastName += 1;
  const name = `callmark_${lastName}`;
  names.set(statement, name);
  return name;
}
