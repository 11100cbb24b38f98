import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openStore } from "../packages/server/src/store/open.ts";
import type { Said } from "../packages/server/test/postgres/server.ts";
import { cpuOf } from "./load.ts";

const SERVER = fileURLToPath(new URL("../packages/server/test/postgres/server.ts", import.meta.url));
/** As one would run it: an acknowledged write is on the disk. */
const SETTINGS = ["fsync=on", "full_page_writes=on", "shared_buffers=512MB", "max_wal_size=4GB"];

export interface Postgres extends AsyncDisposable {
  readonly url: string;
  /** User and system time so far of all its processes that live, in microseconds. */
  cpu(): number;
}

/** Starts a PostgreSQL server that goes with the bench. */
export async function startPostgres(): Promise<Postgres> {
  const server: ChildProcess = fork(SERVER, SETTINGS);
  const [said] = (await once(server, "message")) as [Said];
  if ("failed" in said) throw new Error(said.failed);
  return {
    url: said.url,
    cpu: () => cpuOf(server.pid ?? 0),
    async [Symbol.asyncDispose]() {
      const exited = once(server, "exit");
      server.disconnect();
      await exited;
    },
  };
}

export async function connect(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** In the order of their foreign keys; the counts follow from the rows, in both. */
const TABLES = ["orgs", "brands", "accounts", "caller_ids", "numbers", "counts"] as const;

/** Makes a registry in PostgreSQL that has the rows, and the root key, of one in a SQLite file. */
export async function copyRegistry(file: string, url: string): Promise<void> {
  await (await openStore(url))[Symbol.asyncDispose]();
  const database = new Database(file, { readonly: true });
  await using client = await connect(url);
  try {
    const rootKey = database.prepare("select root_key from registry").pluck().get();
    await client.query("update registry set root_key = $1", [rootKey]);
    for (const table of TABLES) {
      const select = database.prepare(`select * from ${table}`).raw();
      const columns = select.columns().map(({ name }) => name);
      await copyRows(client, table, columns, select.iterate() as Iterable<readonly unknown[]>);
    }
    await client.query("vacuum analyze");
  } finally {
    database.close();
  }
}

/** Writes rows by COPY. */
export async function copyRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly unknown[]>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  await pipeline(Readable.from(linesOf(rows)), stream);
}

const LINES_TOGETHER = 500;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function* linesOf(rows: Iterable<readonly unknown[]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map(fieldOf).join("\t"));
    if (lines.length < LINES_TOGETHER) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

function fieldOf(value: unknown): string {
  return value === null
    ? "\\N"
    : String(value).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? "");
}
