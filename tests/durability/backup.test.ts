import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CallerId } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type Ended, type Program, runProgram, sharedProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { everythingIn } from "./support/ledger.ts";
import { faultsOfFile, openPlain } from "./support/registry-file.ts";
import { etagsOf, Sequence } from "./support/sequences.ts";

const WRITERS = 6;
const BACKUPS = 3;
const environment = { CALLMARK_METRICS_PORT: "off" };
const program = sharedProgram({ environment });

async function writingApi(): Promise<Api> {
  await using store = await openRegistry(program());
  return (await newWorld(program(), store)).api;
}

function backup(file: string, { databaseUrl }: Pick<Program, "databaseUrl"> = program()): Promise<Ended> {
  return runProgram(["admin", "backup", file], { CALLMARK_DATABASE_URL: databaseUrl });
}

/** The caller IDs of a brand in a file that nobody serves. */
function callerIdsIn(file: string, { brandId }: Api): CallerId[] {
  using database = openPlain(file, { readonly: true });
  const bodies = database.prepare<[string], string>("select body from caller_ids where brand_id = ?").pluck();
  return bodies.all(brandId.padStart(20, "0")).map((body) => JSON.parse(body));
}

test("a copy is one moment's state of a registry that is being written, whole, and can be served", async () => {
  await using folder = await temporaryFolder();
  const api = await writingApi();
  const sequences = Array.from({ length: WRITERS }, () => new Sequence());
  let goesOn = true;
  const written = Promise.all(sequences.map((sequence) => sequence.writeWhile(api, () => goesOn)));
  const acknowledged = () => sequences.map((sequence) => sequence.acknowledged);
  const copies: { readonly file: string; readonly before: readonly number[] }[] = [];
  try {
    for (let count = 1; count <= BACKUPS; count += 1) {
      const copy = { file: join(folder.path, `copy-${count}.db`), before: acknowledged() };
      expect(await backup(copy.file)).toMatchObject({ code: 0, stderr: "" });
      copies.push(copy);
    }
  } finally {
    goesOn = false;
    await written;
  }
  expect(await readdir(folder.path)).toEqual(["copy-1.db", "copy-2.db", "copy-3.db"]);
  for (const { file, before } of copies) {
    expect(faultsOfFile(file)).toEqual([]);
    const state = etagsOf(callerIdsIn(file, api));
    for (const [index, sequence] of sequences.entries()) {
      expect(sequence.lengthIn(state)).toBeGreaterThanOrEqual(before[index] ?? 0);
    }
  }
  const { file = "" } = copies.at(-1) ?? {};
  await using copied = await startProgram({ databaseUrl: `file:${file}`, environment });
  const there = api.at({ url: copied.url });
  const served = await everythingIn(there, "limit=1000");
  expect(new Set(served)).toEqual(new Set(callerIdsIn(file, api)));
  expect((await there.create({ phoneNumber: freshNumber() })).status).toBe(201);
});

test("a backup overwrites nothing", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "copy.db");
  await writeFile(file, "precious");
  const { code, stdout, stderr } = await backup(file);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(`error: ${file} exists already; a backup overwrites nothing\n`);
  expect(await readFile(file, "utf8")).toBe("precious");
  expect(await readdir(folder.path)).toEqual(["copy.db"]);
});

test("of two backups into one file at once, one succeeds, and its copy is whole", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "copy.db");
  const ended = await Promise.all([backup(file), backup(file), backup(file)]);
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
  expect(await readdir(folder.path)).toEqual(["copy.db"]);
  expect(faultsOfFile(file)).toEqual([]);
});
