import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import {
  type Inspected,
  isCurrent,
  type Migrated,
  migrateWithin,
  SEEN,
  schemaState,
} from "../migrations/index.ts";
import type { TableOptions } from "../migrations/table-options.ts";
import type { Schema } from "../schema.ts";
import { wordsOf } from "./errors.ts";

const OPTIONS: Omit<TableOptions, "partitions"> = {
  keyed: "",
  binary: ' collate "C"',
  bigint: "bigint",
  bytes: "bytea",
  counted: (name) => ({
    before: `create sequence ${name}`,
    column: `bigint not null default nextval('${name}')`,
  }),
  transactionId: "bigint not null default (pg_current_xact_id()::text::bigint)",
};
const HAS_SEEN = sql`select 1 where to_regclass(${SEEN}) is not null`;
/** Any number, the same for every callmark, that nobody else on the database has for a lock of theirs. */
const LOCK = 4_137_690_215;
/** How long a node waits for another that is migrating, and for the database to answer at all, in milliseconds. */
const PATIENCE = 30_000;
const CONNECT_PATIENCE = 10_000;
const OLDEST_VERSION = 15;

/**
 * Brings a database to the newest schema, in one transaction; of nodes that start at once, one does it and the others
 * wait. A new registry is laid out in so many partitions; one that is there already keeps its layout. Throws an `Error`
 * with one clear line, also where the layout is another than the one that is asked for.
 */
export function migrate(url: string, asked: { readonly partitions?: number } = {}): Promise<Migrated> {
  return connected(url, async (db) => {
    if (isCurrent(await schemaState(db, HAS_SEEN))) {
      return { done: [], partitions: chosenLayout(await layoutOf(db), asked.partitions) };
    }
    return await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = ${sql.lit(PATIENCE)}`.execute(tx);
      await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
      const partitions = chosenLayout(await layoutOf(tx), asked.partitions);
      return { done: await migrateWithin(tx, { ...OPTIONS, partitions }), partitions };
    });
  });
}

/** What a database has seen and how it is laid out; nothing is changed. Throws an `Error` with one clear line. */
export function inspect(url: string): Promise<Inspected> {
  return connected(url, async (db) => {
    return { ...(await schemaState(db, HAS_SEEN)), partitions: (await layoutOf(db)) ?? 1 };
  });
}

/** Does something on the one connection of its own. */
async function connected<T>(url: string, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  // The driver reads the files that the URL names: what is wrong with those is no fault of the server.
  new pg.Client({ connectionString: url });
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
    return await work(db);
  } catch (error) {
    throw new Error(wordsOf(error));
  } finally {
    await db.destroy();
  }
}

/** In how many partitions the tables that grow lie; `undefined` where there is no registry yet. */
async function layoutOf(db: Kysely<Schema>): Promise<number | undefined> {
  const { rows } = await sql<{ partitions: number }>`
    select greatest(1, count(inhrelid))::int as partitions
    from pg_class left join pg_inherits on inhparent = pg_class.oid
    where pg_class.oid = to_regclass('caller_ids') group by pg_class.oid`.execute(db);
  return rows[0]?.partitions;
}

function chosenLayout(there: number | undefined, asked: number | undefined): number {
  if (there === undefined || asked === undefined || there === asked) return there ?? asked ?? 1;
  const layout = there === 1 ? "in whole tables" : `in ${there} partitions`;
  throw new Error(`the registry is there already, ${layout}: only a new one can be laid out in ${asked}`);
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
