import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrograms } from "../../../test/processes.ts";
import { migrate } from "./migrate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-migrate-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Facts {
  readonly tables: readonly string[];
  readonly rootKeys: readonly string[];
  readonly journalMode: unknown;
}

function factsOf(file: string): Facts {
  const database = new Database(file, { readonly: true });
  try {
    return {
      tables: database
        .prepare<[], string>("select name from sqlite_schema where type = 'table' order by 1")
        .pluck()
        .all(),
      rootKeys: database.prepare<[], string>("select root_key from registry").pluck().all(),
      journalMode: database.pragma("journal_mode", { simple: true }),
    };
  } finally {
    database.close();
  }
}

const ours = [
  "accounts",
  "brand_assets",
  "brands",
  "caller_ids",
  "counts",
  "delegations",
  "deliveries",
  "events",
  "image_files",
  "images",
  "numbers",
  "orgs",
  "registry",
  "reviews",
  "tokens",
  "versions",
  "webhooks",
];

test("a new file is its owner's alone, as it has the root key; one that is there keeps its mode", async () => {
  const file = join(folder, "own.db");
  const modes = () =>
    Promise.all([file, `${file}-wal`, `${file}-shm`].map(async (path) => (await stat(path)).mode & 0o777));
  const mask = process.umask(0o022);
  try {
    for (const mode of [0o600, 0o640]) {
      await migrate(file);
      const reader = new Database(file);
      try {
        reader.prepare("update registry set root_key = root_key").run();
        expect(await modes()).toEqual([mode, mode, mode]);
      } finally {
        reader.close();
      }
      await chmod(file, 0o640);
    }
  } finally {
    process.umask(mask);
  }
});

test("an empty file gets the tables and a key, and keeps them", async () => {
  const file = join(folder, "once.db");
  await migrate(file);
  const facts = factsOf(file);
  expect(facts.tables.filter((name) => !/^(sqlite|kysely)_/.test(name))).toEqual(ours);
  expect(facts.rootKeys).toHaveLength(1);
  expect(Buffer.from(facts.rootKeys[0] ?? "", "base64")).toHaveLength(32);
  expect(facts.journalMode).toBe("wal");
  await migrate(file);
  expect(factsOf(file)).toEqual(facts);
});

test("a file that is current is opened while another process writes to it", async () => {
  const file = join(folder, "held.db");
  await migrate(file);
  const other = new Database(file);
  try {
    other.exec("begin immediate");
    await migrate(file);
  } finally {
    other.close();
  }
});

test("a schema that is newer than the program is refused in one line, and left as it is", async () => {
  const file = join(folder, "newer.db");
  await migrate(file);
  const other = new Database(file);
  other.exec("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
  other.close();
  const facts = factsOf(file);
  await expect(migrate(file)).rejects.toThrow(/newer schema than this callmark knows \(9999-later\)[^\n]*$/);
  expect(factsOf(file)).toEqual(facts);
});

test("a file that is no database is refused, and stays as it is", async () => {
  const file = join(folder, "letter.db");
  const letter = "Dear Sir or Madam, ".repeat(100);
  await writeFile(file, letter);
  await expect(migrate(file)).rejects.toThrow("file is not a database");
  expect(await readFile(file, "utf8")).toBe(letter);
});

test.each([2, 5])("%i processes that migrate one empty file at once all succeed", async (count) => {
  await using migrators = await startPrograms("migrator", count);
  for (let round = 0; round < 40; round += 1) {
    const file = join(folder, `${count}-at-once-${round}.db`);
    await Promise.all(migrators.all.map((migrator) => migrator.ask(file)));
    expect(factsOf(file).rootKeys).toHaveLength(1);
  }
});
