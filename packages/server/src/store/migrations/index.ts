import { type Kysely, type RawBuilder, sql } from "kysely";
import { DEFAULT_MIGRATION_TABLE, Migrator } from "kysely/migration";
import type { Schema } from "../schema.ts";
import * as registry from "./0001-registry.ts";
import type { TableOptions } from "./table-options.ts";

type Up = (db: Kysely<Schema>, options: TableOptions) => Promise<void>;

/** In their order, which is that of their names; what has been released is never changed, and nothing leads back. */
const MIGRATIONS: Readonly<Record<string, Up>> = { "0001-registry": registry.up };

/** What a database is at that has seen them all. */
export const SCHEMA_VERSION = Object.keys(MIGRATIONS).at(-1) ?? "";

/** The table that says which migrations a database has seen. */
export const SEEN = DEFAULT_MIGRATION_TABLE;

/**
 * Has the database seen all migrations? `hasSeen` gives a row where it has the table `SEEN`. Throws an `Error` with
 * one clear line where it has seen one that this program does not know.
 */
export async function isCurrent(db: Kysely<Schema>, hasSeen: RawBuilder<unknown>): Promise<boolean> {
  if ((await hasSeen.execute(db)).rows.length === 0) return false;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(SEEN)} order by name`.execute(db);
  const newer = rows.find(({ name }) => !Object.hasOwn(MIGRATIONS, name));
  if (newer !== undefined) {
    throw new Error(
      `the database has a newer schema than this callmark knows (${newer.name}): run a newer one`,
    );
  }
  return rows.length === Object.keys(MIGRATIONS).length;
}

/** Does what is missing. The caller has a transaction, and in it a lock that no other process can have as well. */
export async function migrateWithin(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const migrations = Object.entries(MIGRATIONS).map(([name, up]) => [
    name,
    { up: (inside: Kysely<Schema>) => up(inside, options) },
  ]);
  const provider = { getMigrations: async () => Object.fromEntries(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
