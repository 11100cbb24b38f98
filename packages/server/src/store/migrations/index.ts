import { type Kysely, type RawBuilder, sql } from "kysely";
import { DEFAULT_MIGRATION_TABLE, Migrator } from "kysely/migration";
import type { Schema } from "../schema.ts";
import * as registry from "./0001-registry.ts";
import * as brands from "./0002-brands.ts";
import * as images from "./0003-images.ts";
import * as review from "./0004-review.ts";
import * as webhooks from "./0005-webhooks.ts";
import * as histories from "./0006-histories.ts";
import * as imageUses from "./0007-image-uses.ts";
import * as liveIndexes from "./0008-live-indexes.ts";
import * as lookUps from "./0009-look-ups.ts";
import type { TableOptions } from "./table-options.ts";

type Up = (db: Kysely<Schema>, options: TableOptions) => Promise<void>;

/** In their order, which is that of their names; what has been released is never changed, and nothing leads back. */
const MIGRATIONS: Readonly<Record<string, Up>> = {
  "0001-registry": registry.up,
  "0002-brands": brands.up,
  "0003-images": images.up,
  "0004-review": review.up,
  "0005-webhooks": webhooks.up,
  "0006-histories": histories.up,
  "0007-image-uses": imageUses.up,
  "0008-live-indexes": liveIndexes.up,
  "0009-look-ups": lookUps.up,
};

/** What a database is at that has seen them all. */
export const SCHEMA_VERSION = Object.keys(MIGRATIONS).at(-1) ?? "";

/** The table that says which migrations a database has seen. */
export const SEEN = DEFAULT_MIGRATION_TABLE;

/** What a database has of the migrations, by their names. */
export interface SchemaState {
  readonly seen: readonly string[];
  /** Those that this program knows and the database has not seen. */
  readonly missing: readonly string[];
  /** Those that the database has seen and this program does not know. */
  readonly newer: readonly string[];
}

/** In how many partitions the tables that grow lie; 1 where they are whole. */
interface Layout {
  readonly partitions: number;
}

/** What is in a database, and how. */
export interface Inspected extends SchemaState, Layout {}

/** What was done to bring a database to the newest schema. */
export interface Migrated extends Layout {
  /** The migrations that were missing, in their order. */
  readonly done: readonly string[];
}

/** `hasSeen` gives a row where the database has the table `SEEN`. */
export async function schemaState(db: Kysely<Schema>, hasSeen: RawBuilder<unknown>): Promise<SchemaState> {
  const isNew = (await hasSeen.execute(db)).rows.length === 0;
  return isNew ? UNSEEN : stateOf(await seenBy(db));
}

async function seenBy(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(SEEN)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function stateOf(seen: readonly string[]): SchemaState {
  return {
    seen,
    missing: Object.keys(MIGRATIONS).filter((name) => !seen.includes(name)),
    newer: seen.filter((name) => !Object.hasOwn(MIGRATIONS, name)),
  };
}

/** The state of a database that nobody has migrated yet. */
export const UNSEEN: SchemaState = stateOf([]);

/** Is there nothing to do? Throws an `Error` with one clear line where the database is ahead of this program. */
export function isCurrent({ missing, newer: [newest] }: SchemaState): boolean {
  if (newest !== undefined) {
    throw new Error(`the database has a newer schema than this callmark knows (${newest}): run a newer one`);
  }
  return missing.length === 0;
}

/**
 * Does what is missing, and gives the names of what was done. The caller has a transaction, and in it a lock that no
 * other process can have as well.
 */
export async function migrateWithin(db: Kysely<Schema>, options: TableOptions): Promise<string[]> {
  let fault: unknown;
  const migrations = Object.entries(MIGRATIONS).map(([name, up]) => [
    name,
    {
      up: (inside: Kysely<Schema>) =>
        up(inside, options).catch((error: unknown) => {
          fault = error;
          throw error;
        }),
    },
  ]);
  const provider = { getMigrations: async () => Object.fromEntries(migrations) };
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest();
  // What Kysely tells may be what came of it: that a transaction which has failed takes no more statements.
  if (error !== undefined) throw fault ?? error;
  return results.map(({ migrationName }) => migrationName);
}
