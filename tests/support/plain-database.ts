import Database from "better-sqlite3";
import pg from "pg";
import type { Program } from "./program.ts";

/** A connection to a program's database that has nothing of the store's. */
export interface PlainDatabase extends AsyncDisposable {
  /** The rows of a statement, whose values stand in it as `?`, each as an array. */
  select(sql: string, ...values: readonly string[]): Promise<unknown[][]>;
  exec(sql: string): Promise<void>;
  /** Lets nobody write until `release`. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Everything that is in the tables, as text. */
  contents(): Promise<string>;
}

export async function openPlainDatabase({
  databaseUrl,
}: Pick<Program, "databaseUrl">): Promise<PlainDatabase> {
  const { select, exec, tables, hold, close } = databaseUrl.startsWith("file:")
    ? onSqlite(databaseUrl.slice("file:".length))
    : await onPostgres(databaseUrl);
  return {
    select,
    exec,
    hold: () => exec(hold),
    release: () => exec("rollback"),
    async contents() {
      const rows: unknown[][] = [];
      for (const [table] of await select(tables)) rows.push(...(await select(`select * from ${table}`)));
      return JSON.stringify(rows);
    },
    [Symbol.asyncDispose]: close,
  };
}

interface Engine extends Pick<PlainDatabase, "select" | "exec"> {
  readonly tables: string;
  readonly hold: string;
  close(): Promise<void>;
}

function onSqlite(file: string): Engine {
  const database = new Database(file, { timeout: 10_000 });
  return {
    select: async (sql, ...values) => database.prepare(sql).raw().all(values) as unknown[][],
    exec: async (sql) => void database.exec(sql),
    tables: "select name from sqlite_schema where type = 'table'",
    hold: "begin immediate",
    close: async () => void database.close(),
  };
}

async function onPostgres(url: string): Promise<Engine> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async select(sql, ...values) {
      let last = 0;
      const text = sql.replaceAll("?", () => `$${++last}`);
      return (await client.query({ text, values: [...values], rowMode: "array" })).rows as unknown[][];
    },
    exec: async (sql) => void (await client.query(sql)),
    tables: "select quote_ident(tablename) from pg_tables where schemaname = 'public'",
    hold: "begin; lock table numbers in exclusive mode",
    close: () => client.end(),
  };
}
