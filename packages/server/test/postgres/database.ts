import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { migrateStore } from "../../src/store/migrate.ts";

/** A database of its own on the server of the tests, which goes with all connections to it. */
export interface Database extends AsyncDisposable {
  readonly url: string;
  /** Executes something on a connection that has nothing of the store's, and that is kept for the next. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly string[]): Promise<Row[]>;
}

/** An empty one, which compares texts as English does, where nothing says otherwise. */
export async function newDatabase(locale = "locale_provider icu icu_locale 'en-US'"): Promise<Database> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(`create database ${name} template template0 encoding 'UTF8' ${locale}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  // A test may end all connections of its database; the next query opens another.
  pool.on("error", () => {});
  return {
    url: url.href,
    query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly string[] = []) =>
      (await pool.query<Row>(sql, [...values])).rows,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** Somebody else's transaction that holds a lock. */
export async function holding(database: Database, lock: string): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("begin");
  await client.query(lock);
  return { [Symbol.asyncDispose]: () => client.end() };
}

/** How many partitions tests lay their tables out in. */
export const PARTITIONS = 16;

/** One with a new registry whose growing tables lie in partitions. */
export async function newPartitionedDatabase(): Promise<Database> {
  const database = await newDatabase();
  await migrateStore(database.url, { partitions: PARTITIONS });
  return database;
}

/** The transactions of a database that wait for another's lock. */
export function waitingFor({ query }: Database): Promise<unknown[]> {
  return query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
}

/** Executes something on the server, in the database that nobody's registry is in. */
export function onServer<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return execute(inject("postgresUrl"), sql);
}

/** Executes something on a connection of its own. */
export async function execute<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly string[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
