import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import * as registry from "../migrations/0001-registry.ts";
import type { Schema } from "../schema.ts";

const OPTIONS = { keyed: " without rowid", binary: "", bigint: "integer" } as const;

/** How long a process waits for another that is migrating, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Brings the file to the newest schema. All of it is one transaction that begins by taking SQLite's write lock, so
 * that processes may start at once: Kysely's migrator by itself takes no lock on SQLite.
 */
export async function migrate(file: string): Promise<void> {
  const database = new Database(file, { timeout: PATIENCE });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec("begin immediate");
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: async () => ({ "0001-registry": { up: (inside) => registry.up(inside, OPTIONS) } }),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    database.exec("commit");
  } finally {
    database.close();
  }
}
