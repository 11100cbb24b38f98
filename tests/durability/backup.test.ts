import { copyFile, mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backupRegistry } from "../../packages/server/src/admin/backup.ts";
import { type CallerId, pageOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type Ended, type Program, runProgram, sharedProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { runUnder } from "./support/command.ts";
import { everythingIn } from "./support/ledger.ts";
import { faultsOfFile, openPlain } from "./support/registry-file.ts";
import { etagsOf, Sequence } from "./support/sequences.ts";
import { UNHURRIED } from "./support/settings.ts";
import { DISKS } from "./support/small-disk.ts";

const WRITERS = 6;
const BACKUPS = 3;
/** Fewer bytes than a registry takes that is empty. */
const TOO_LITTLE = 50_000;
const environment = UNHURRIED;
const program = sharedProgram({ environment });

async function writingApi(served: Pick<Program, "url" | "databaseUrl"> = program()): Promise<Api> {
  await using store = await openRegistry(served);
  return (await newWorld(served, store)).api;
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
    // It has the root key, too.
    expect((await stat(file)).mode & 0o777).toBe(0o600);
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

test("of several backups into one file at once, one succeeds, and its copy is whole", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "copy.db");
  const ended = await Promise.all([backup(file), backup(file), backup(file)]);
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
  // In one process they meet at every step.
  const another = join(folder.path, "another.db");
  const settled = await Promise.allSettled(
    [1, 2, 3].map(() => backupRegistry(program().databaseUrl, another)),
  );
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await readdir(folder.path)).toEqual(["another.db", "copy.db"]);
  expect([faultsOfFile(file), faultsOfFile(another)]).toEqual([[], []]);
});

test("a backup into a folder that is missing fails, and makes nothing", async () => {
  await using folder = await temporaryFolder();
  const { code, stderr } = await backup(join(folder.path, "missing", "copy.db"));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: The backup failed, .*\n$/)]);
  expect(await readdir(folder.path)).toEqual([]);
});

test.each(["file:missing.db", "memory:"])(
  "there is no backup of %s, and no file of it comes to be",
  async (name) => {
    await using folder = await temporaryFolder();
    const databaseUrl = name.replace("file:", `file:${folder.path}/`);
    const { code, stderr } = await backup(join(folder.path, "copy.db"), { databaseUrl });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: CALLMARK_DATABASE_URL: .*\n$/)]);
    expect(await readdir(folder.path)).toEqual([]);
  },
);

describe.each(DISKS)("on $name", (kind) => {
  test.skipIf(!kind.isHere())("a backup fails, and leaves nothing behind", async () => {
    await using disk = await kind.open();
    await disk.limit(TOO_LITTLE);
    const before = await readdir(disk.path);
    const command = ["admin", "backup", join(disk.path, "copy.db")];
    const settings = { CALLMARK_DATABASE_URL: program().databaseUrl };
    const { code, stderr } = await runUnder(disk.under(TOO_LITTLE), command, settings);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: The backup failed, .*\n$/)]);
    expect(await readdir(disk.path)).toEqual(before);
  });
});

test("restoring by the steps of docs/operating.md works, whatever the old process left behind", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "callmark.db");
  const copy = join(folder.path, "backup.db");
  const served = { databaseUrl: `file:${file}`, environment };
  let api: Api;
  let kept: CallerId[];
  let secondPage: string;
  {
    await using first = await startProgram(served);
    api = await writingApi(first);
    for (let count = 0; count < 3; count += 1) await api.create({ phoneNumber: freshNumber() });
    kept = await everythingIn(api);
    secondPage = String(pageOf(await api.list("limit=2")).pagination.next);
    expect(await backup(copy, first)).toMatchObject({ code: 0 });
    await api.create({ phoneNumber: freshNumber() });
    // 1. Stop every process; the hard way, which leaves the log beside the file.
    first.signal("SIGKILL");
    await first.ended;
  }
  // 2. Move the file away, and what belongs to it.
  const away = join(folder.path, "away");
  await mkdir(away);
  const moved = (await readdir(folder.path)).filter((name) => name.startsWith("callmark.db"));
  expect(moved.sort()).toEqual(["callmark.db", "callmark.db-shm", "callmark.db-wal"]);
  for (const name of moved) await rename(join(folder.path, name), join(away, name));
  // 3. Copy the backup there, and start again.
  await copyFile(copy, file);
  await using second = await startProgram(served);
  const there = api.at({ url: second.url });
  expect(await everythingIn(there)).toEqual(kept);
  const rest = pageOf(await there.call({ target: secondPage })).data;
  expect(rest.map(({ id }) => id)).toEqual(kept.slice(2).map(({ id }) => id));
  expect((await there.create({ phoneNumber: freshNumber() })).status).toBe(201);
});
