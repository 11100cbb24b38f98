import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { buildRegistry } from "./data.ts";
import { connect, copyRegistry, startPostgres } from "./postgres.ts";

/*
 * node bench/bytes.ts [brands]: what a caller ID takes on the disk, in each table and each index of either engine. It
 * generates brands of 100,000 caller IDs as `callmark admin generate` does, 10 of them unless told otherwise, and
 * copies their rows into PostgreSQL. docs/scaling.md has its figures.
 */
const EACH = 100_000;
const brands = Number(process.argv[2] ?? 10);
const rows = brands * EACH;

/** What takes room, with how many bytes of it. */
type Sized = readonly [name: string, bytes: number];

const folder = mkdtempSync(join(tmpdir(), "callmark-bytes-"));
try {
  const file = join(folder, "registry.db");
  await buildRegistry(file, brands, EACH);
  print(`SQLite ${versionOf(file)}`, sizesInSqlite(file));
  await using server = await startPostgres();
  await copyRegistry(file, server.url);
  await using client = await connect(server.url);
  const { rows: sizes } = await client.query<{ name: string; bytes: string }>(`
    select relname as name, case relkind when 'r' then pg_table_size(oid) else pg_relation_size(oid) end as bytes
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`);
  const { rows: versions } = await client.query<{ server_version: string }>("show server_version");
  print(
    `PostgreSQL ${versions[0]?.server_version}`,
    sizes.map(({ name, bytes }) => [name, Number(bytes)]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function versionOf(file: string): unknown {
  using database = opened(file);
  return database.prepare("select sqlite_version()").pluck().get();
}

function sizesInSqlite(file: string): Sized[] {
  using database = opened(file);
  return database
    .prepare<[], [string, number]>("select name, sum(pgsize) from dbstat group by name")
    .raw()
    .all() as [string, number][];
}

function opened(file: string): Database.Database & Disposable {
  const database = new Database(file, { readonly: true });
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
}

/** Bytes a caller ID, the largest first; what is less than one is left out of the list, but not of the sum. */
function print(engine: string, sizes: readonly Sized[]): void {
  const perRow = (bytes: number) => (bytes / rows).toFixed(1).padStart(8);
  const sum = sizes.reduce((total, [, bytes]) => total + bytes, 0);
  const listed = [...sizes].filter(([, bytes]) => bytes >= rows).sort(([, a], [, b]) => b - a);
  const lines = [...listed, ["all", sum] as const].map(([name, bytes]) => `${perRow(bytes)}  ${name}`);
  process.stdout.write(
    `${engine}, ${rows.toLocaleString("en")} caller IDs, bytes for each\n${lines.join("\n")}\n\n`,
  );
}
