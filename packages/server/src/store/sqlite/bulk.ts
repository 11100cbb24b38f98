import { access } from "node:fs/promises";
import type { Bulk, BulkTransaction } from "../bulk.ts";
import type { Insert, Values } from "../statement.ts";
import { Totals } from "../totals.ts";
import { Connection } from "./connection.ts";
import { migrate } from "./migrate.ts";

/** How long work waits for another process's lock, in milliseconds. */
const PATIENCE = 5_000;

class BulkConnection extends Connection implements BulkTransaction {
  append(statement: Insert, rows: readonly Values[]): void {
    for (const row of rows) this.run(statement, row);
  }

  async apart(work: () => Promise<void>): Promise<void> {
    this.control("savepoint one");
    try {
      await work();
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.database.inTransaction) this.control("rollback to one");
      throw error;
    } finally {
      if (this.database.inTransaction) this.control("release one");
    }
  }

  /** Who writes is alone in any case. */
  holdOrgs(): void {}
}

/**
 * Opens a file for long work, and brings it to the newest schema; it works on the thread that asks. `mustExist`:
 * otherwise a file that is missing is made.
 */
export async function openSqliteBulk(file: string, { mustExist }: { mustExist: boolean }): Promise<Bulk> {
  if (mustExist) await access(file);
  await migrate(file);

  async function transact<T>(role: "scans" | "writes", work: (tx: BulkConnection) => Promise<T>): Promise<T> {
    const shared = { file, busyTimeout: PATIENCE, totals: new Totals(), freeRows: 0, durable: true };
    const connection = new BulkConnection({ ...shared, role });
    try {
      connection.control(role === "writes" ? "begin immediate" : "begin");
      const result = await work(connection);
      connection.control("commit");
      return result;
    } finally {
      if (connection.database.inTransaction) connection.control("rollback");
      connection.close();
    }
  }

  return {
    read: (work) => transact("scans", work),
    write: (work) => transact("writes", work),
    // Each transaction has closed what it opened.
    [Symbol.asyncDispose]: async () => {},
  };
}
