import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import Database, { SqliteError } from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { makeFolder } from "../../make-folder.ts";
import {
  type Inspected,
  isCurrent,
  type Migrated,
  migrateWithin,
  SEEN,
  schemaState,
  UNSEEN,
} from "../migrations/index.ts";
import type { TableOptions } from "../migrations/table-options.ts";
import type { Schema } from "../schema.ts";
import { makeOwnFile } from "./own-file.ts";

const OPTIONS: TableOptions = {
  keyed: " without rowid",
  binary: "",
  bigint: "integer",
  bytes: "blob",
  counted: () => ({ column: "integer primary key autoincrement" }),
  transactionId: "integer not null default 0",
  partitions: 1,
};

/** How long a process waits for another that is migrating, in milliseconds. */
const PATIENCE = 30_000;

const HAS_SEEN = sql`select 1 from sqlite_schema where name = ${SEEN}`;

/**
 * Brings the file, which is made where it is missing, for its owner alone, to the newest schema. What is missing is one transaction that
 * begins by taking SQLite's write lock, so that processes may start at once: Kysely's migrator by itself takes no lock on
 * SQLite. Where nothing is missing, nobody who writes has to be waited for.
 */
export async function migrate(file: string): Promise<Migrated> {
  await makeFolder(dirname(file));
  // The registry holds its root key, unless the settings name one.
  await makeOwnFile(file);
  const database = new Database(file, { timeout: PATIENCE });
  try {
    await useWal(database);
    database.pragma("synchronous = FULL");
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
    if (isCurrent(await schemaState(db, HAS_SEEN))) return { done: [], partitions: 1 };
    database.exec("begin immediate");
    const done = await migrateWithin(db, OPTIONS);
    database.exec("commit");
    return { done, partitions: 1 };
  } finally {
    database.close();
  }
}

/** What a file has seen; nothing is changed, and one that is missing is not made. */
export async function inspect(file: string): Promise<Inspected> {
  if (!(await isThere(file))) return { ...UNSEEN, partitions: 1 };
  const database = new Database(file, { readonly: true, timeout: PATIENCE });
  try {
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
    return { ...(await schemaState(db, HAS_SEEN)), partitions: 1 };
  } finally {
    database.close();
  }
}

/** Throws what the system says of a path that leads to no file. */
async function isThere(file: string): Promise<boolean> {
  try {
    const found = await stat(file);
    // SQLite takes a folder that it shall only read for a disk that fails.
    if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Of processes that do this to a new file at once all but one are refused without a wait, whatever the timeout. */
async function useWal(database: Database.Database): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      database.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const isBusy = error instanceof SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!isBusy || Date.now() > end) throw error;
      await setTimeout(10);
    }
  }
}
