import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { StoreUnavailable } from "../../registry/store.ts";
import type { Bulk, BulkTransaction } from "../bulk.ts";
import { type Insert, positional, type SqlValue, type Values } from "../statement.ts";
import { Totals } from "../totals.ts";
import { Clients } from "./clients.ts";
import { Connection, type Purpose } from "./connection.ts";
import { translated } from "./errors.ts";
import { migrate } from "./migrate.ts";

/** How long one statement may take, in milliseconds: an hour. */
const PATIENCE = 3_600_000;
/** Who reads a dump, or writes what is restored, may take as long as it likes between two statements. */
const UNHURRIED = `set local statement_timeout = ${PATIENCE}; set local idle_in_transaction_session_timeout = 0`;

const late = () => new StoreUnavailable("The database took longer than an hour");
const READS: Purpose = {
  begin: `begin isolation level repeatable read read only; ${UNHURRIED}`,
  writes: false,
  mayScan: true,
  late,
};
const WRITES: Purpose = {
  begin: `begin isolation level read committed; ${UNHURRIED}`,
  writes: true,
  mayScan: true,
  late,
};

const HOLD_ORGS = { sql: "lock table orgs in share row exclusive mode", parameters: [] };
const SAVEPOINT = { sql: "savepoint apart", parameters: [] };
const RELEASE = { sql: "release savepoint apart", parameters: [] };
const ROLL_BACK = { sql: "rollback to savepoint apart", parameters: [] };

class BulkConnection extends Connection implements BulkTransaction {
  readonly #client: PoolClient;

  constructor(client: PoolClient, purpose: Purpose) {
    super(client, purpose, { totals: new Totals(), freeRows: 0, isAdmitted: false });
    this.#client = client;
  }

  async append(statement: Insert, rows: readonly Values[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = statement.columns.map((column) => `"${column}"`).join(", ");
    const copy = this.#client.query(copyFrom(`copy "${statement.table}" (${columns}) from stdin`));
    try {
      const done = finished(copy);
      copy.end(rows.map((row) => copyLine(positional(statement, row))).join(""));
      await done;
    } catch (error) {
      throw translated(error, late);
    }
  }

  async apart(work: () => Promise<void>): Promise<void> {
    await this.run(SAVEPOINT, {});
    try {
      await work();
    } catch (error) {
      await this.run(ROLL_BACK, {});
      throw error;
    }
    await this.run(RELEASE, {});
  }

  async holdOrgs(): Promise<void> {
    await this.run(HOLD_ORGS, {});
  }
}

/** Opens a database for long work, and brings it to the newest schema. */
export async function openPostgresBulk(url: string): Promise<Bulk> {
  await migrate(url);
  const clients = new Clients({ url, maximum: 1, timeLimit: PATIENCE });

  async function transact<T>(purpose: Purpose, work: (tx: BulkConnection) => Promise<T>): Promise<T> {
    const connection = new BulkConnection(await clients.take(), purpose);
    let result: T;
    try {
      await connection.begin();
      result = await work(connection);
    } catch (error) {
      await connection.rollback();
      throw error;
    }
    await connection.commit();
    return result;
  }

  return {
    read: (work) => transact(READS, work),
    write: (work) => transact(WRITES, work),
    [Symbol.asyncDispose]: () => clients.close(),
  };
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A row in the text format of `COPY`. */
function copyLine(values: readonly SqlValue[]): string {
  return `${values.map(copyField).join("\t")}\n`;
}

function copyField(value: SqlValue): string {
  if (value === null) return "\\N";
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString("hex")}`;
  return String(value).replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? "");
}
