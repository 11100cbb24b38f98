import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { usNumber } from "../../packages/server/src/admin/us-numbers.ts";
import { loadDepartments } from "../../packages/server/src/departments/departments.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import type { Session } from "../bench.ts";
import { addAccount, brandId, ORG } from "../data.ts";
import { median } from "../measure.ts";
import { connect, copyRows, startPostgres } from "../postgres.ts";
import { CALLMARK, UNHINDERED } from "../program.ts";

/** As many as the import writes together. */
const BATCH = 10_000;
const ROUNDS = 3;
/** What an import fills; the rest of what it writes is one count a batch. */
const TABLES = ["numbers", "caller_ids", "reviews", "events"] as const;
type Table = (typeof TABLES)[number];

/** A batch of what an import wrote into a table, in the order in which it wrote it; without what a database counts. */
function batchOf(table: Table): string {
  const batch = "(select id from caller_ids order by phone_number limit ? offset ?) batch";
  switch (table) {
    case "numbers":
      return "select * from numbers order by phone_number limit ? offset ?";
    case "caller_ids":
      return `select c.* from ${batch} join caller_ids c using (id) order by id`;
    case "reviews":
      return `select r.* from ${batch} join reviews r using (id) order by id`;
    case "events":
      return `select org_id, brand_id, created, e.id, type, resource_type, resource_id, etag, state, codes, details
        from ${batch} join events e on resource_id = batch.id order by resource_id`;
  }
}

/** Rows of a table as they stand in it. */
interface Rows {
  readonly table: Table;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}
/** What one transaction writes. */
type Batch = readonly Rows[];

/** Rows a second of `callmark admin import`, its start included, beside the bare writing of the same rows, ready made. */
export async function imports({ extent, lines, folder, say }: Session): Promise<void> {
  const file = join(folder, "import.csv");
  writeFileSync(file, csvOf(extent.each));
  const record = (engine: string, bare: string, { theirs, ours }: Times) => {
    const perSecond = (seconds: readonly number[]) => extent.each / median(seconds);
    lines.push({
      name: `${engine}: import of ${extent.each.toLocaleString("en")} lines of CSV, rows/s`,
      ratio: perSecond(ours) / perSecond(theirs),
      of: bare,
      goal: 0.3,
      bound: "least",
      note: `${perSecond(ours).toFixed(0)} rows/s, bare ${perSecond(theirs).toFixed(0)}`,
    });
  };

  const onSqlite: Times = { ours: [], theirs: [] };
  let batches: readonly Batch[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    say(`Imports into SQLite, round ${round + 1} of ${ROUNDS} …`);
    const database = join(folder, `import-${round}.db`);
    await prepare(`file:${database}`);
    onSqlite.ours.push(await seconds(() => importFile(`file:${database}`, file)));
    batches = writtenTo(database, extent.each);
    const bare = join(folder, `import-bare-${round}.db`);
    await prepare(`file:${bare}`);
    onSqlite.theirs.push(await seconds(() => insertAll(bare, batches)));
  }
  record("SQLite", "bare inserts", onSqlite);

  const onPostgres: Times = { ours: [], theirs: [] };
  await using server = await startPostgres();
  await using client = await connect(server.url);
  const newDatabase = async (name: string) => {
    await client.query(`create database ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    await prepare(url.href);
    return url.href;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    say(`Imports into PostgreSQL, round ${round + 1} of ${ROUNDS} …`);
    const url = await newDatabase(`import_${round}`);
    onPostgres.ours.push(await seconds(() => importFile(url, file)));
    const bare = await newDatabase(`import_bare_${round}`);
    onPostgres.theirs.push(await seconds(() => copyAll(bare, batches)));
  }
  record("PostgreSQL", "bare COPY", onPostgres);
}

/** Seconds that each round took. */
interface Times {
  readonly ours: number[];
  readonly theirs: number[];
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** In the order of their numbers; one in two has a department. */
function csvOf(count: number): string {
  const [department = ""] = loadDepartments().keys();
  const lines = Array.from({ length: count }, (_, nth) => `${usNumber(nth)},${nth % 2 ? department : ""}\n`);
  return `phoneNumber,department\n${lines.sort().join("")}`;
}

async function prepare(url: string): Promise<void> {
  await using store = await openStore(url);
  await addAccount(store);
  await store.addBrand({ orgId: ORG, brandId: brandId(0), now: 0 });
}

async function importFile(url: string, file: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [CALLMARK, "admin", "import", "--brand", brandId(0), "--json", file],
    { env: { ...process.env, ...UNHINDERED, CALLMARK_DATABASE_URL: url } },
  );
}

/** What an import wrote, in its batches, which are in the order of the numbers. */
function writtenTo(file: string, count: number): readonly Batch[] {
  const db = new Database(file, { readonly: true });
  try {
    return Array.from({ length: Math.ceil(count / BATCH) }, (_, nth) =>
      TABLES.map((table) => {
        const select = db.prepare(batchOf(table)).raw();
        const columns = select.columns().map(({ name }) => name);
        return { table, columns, rows: select.all(BATCH, nth * BATCH) as unknown[][] };
      }),
    );
  } finally {
    db.close();
  }
}

function insertAll(file: string, batches: readonly Batch[]): void {
  const db = new Database(file);
  db.pragma("synchronous = FULL");
  for (const batch of batches) {
    db.exec("begin immediate");
    for (const { table, columns, rows } of batch) {
      const insert = db.prepare(
        `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
      );
      for (const row of rows) insert.run(row);
    }
    db.exec("commit");
  }
  db.close();
}

async function copyAll(url: string, batches: readonly Batch[]): Promise<void> {
  await using client = await connect(url);
  for (const batch of batches) {
    await client.query("begin");
    for (const { table, columns, rows } of batch) await copyRows(client, table, columns, rows);
    await client.query("commit");
  }
}
