import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { isCurrent, migrateWithin, SEEN } from "../migrations/index.ts";
import type { Schema } from "../schema.ts";
import { wordsOf } from "./errors.ts";

const OPTIONS = { keyed: "", binary: ' collate "C"', bigint: "bigint" } as const;
const HAS_SEEN = sql`select 1 where to_regclass(${SEEN}) is not null`;
/** Any number, the same for every callmark, that nobody else on the database has for a lock of theirs. */
const LOCK = 4_137_690_215;
/** How long a node waits for another that is migrating, and for the database to answer at all, in milliseconds. */
const PATIENCE = 30_000;
const CONNECT_PATIENCE = 10_000;
const OLDEST_VERSION = 15;

/**
 * Brings a database to the newest schema, in one transaction; of nodes that start at once, one does it and the others
 * wait. Throws an `Error` with one clear line.
 */
export async function migrate(url: string): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: "callmark",
    connectionTimeoutMillis: CONNECT_PATIENCE,
  });
  // What breaks is told to whoever waits for it.
  pool.on("error", () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await expectUsable(db);
    if (await isCurrent(db, HAS_SEEN)) return;
    await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = ${sql.lit(PATIENCE)}`.execute(tx);
      await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
      await migrateWithin(tx, OPTIONS);
    });
  } catch (error) {
    throw new Error(wordsOf(error));
  } finally {
    await db.destroy();
  }
}

async function expectUsable(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding`.execute(db);
  const [{ version = 0, encoding = "" } = {}] = rows;
  if (version < OLDEST_VERSION) {
    throw new Error(`the server is PostgreSQL ${version}; it must be ${OLDEST_VERSION} or newer`);
  }
  if (encoding !== "UTF8") throw new Error(`the database's encoding is ${encoding}; it must be UTF8`);
}
