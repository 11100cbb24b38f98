import { expect, test } from "vitest";
import type { Answer } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type Program, sharedProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { Dice, seedOf } from "./support/dice.ts";
import { Ledger } from "./support/ledger.ts";
import { fileOf, openPlain } from "./support/registry-file.ts";
import { UNHURRIED } from "./support/settings.ts";
import { canTrace, type SystemCall, startTraced } from "./support/traced-program.ts";
import { commitsIn } from "./support/wal.ts";
import { writeAtRandom } from "./support/writers.ts";

const program = sharedProgram({ environment: UNHURRIED });

async function writingApi(served: Pick<Program, "url" | "databaseUrl">): Promise<Api> {
  await using store = await openRegistry(served);
  return (await newWorld(served, store)).api;
}

/** How many commits there are while `work` is done. */
async function commitsWhile(work: () => Promise<void>): Promise<number> {
  const file = fileOf(program());
  const before = commitsIn(file);
  await work();
  const after = commitsIn(file);
  expect(after.salts, "the log began anew meanwhile").toBe(before.salts);
  return after.commits - before.commits;
}

const create = (api: Api) => api.create({ phoneNumber: freshNumber() });

test("writes that come one after the other have a commit each", async () => {
  const api = await writingApi(program());
  await create(api);
  const commits = await commitsWhile(async () => {
    for (let count = 0; count < 10; count += 1) expect((await create(api)).status).toBe(201);
  });
  expect(commits).toBe(10);
});

test("writes that wait share a commit, and each is answered after it", async () => {
  const api = await writingApi(program());
  await create(api);
  const commits = await commitsWhile(async () => {
    using other = openPlain(fileOf(program()));
    other.exec("begin immediate");
    const answered: Answer[] = [];
    const written = Array.from({ length: 40 }, async () => answered.push(await create(api)));
    // Reads are answered behind writes that came before them: those have then reached the writing thread.
    for (let count = 0; count < 40; count += 1) expect((await api.list("limit=1")).status).toBe(200);
    expect(answered).toEqual([]);
    other.exec("rollback");
    await Promise.all(written);
    expect(answered.map(({ status }) => status)).toEqual(Array(40).fill(201));
  });
  // The one that the lock kept waiting, those behind it, and a straggler or two.
  expect(commits).toBeGreaterThan(0);
  expect(commits).toBeLessThan(8);
});

const traceable = canTrace();
if (!traceable)
  console.log("skipped, since strace is not here or not permitted: the order of disk and answer");

test.skipIf(!traceable)("a write is answered only once the disk has it", async () => {
  const seed = seedOf("order of disk and answer");
  await using folder = await temporaryFolder();
  const traced = await startTraced(folder);
  const ledger = new Ledger();
  let calls: SystemCall[] = [];
  try {
    const api = await writingApi(traced);
    const goesOn = () => ledger.acknowledged < 40;
    await writeAtRandom(api, { ledger, dice: new Dice(seed), writers: 4, goesOn });
  } finally {
    calls = await traced.stop();
  }
  const answers = calls.flatMap((call) => acknowledged(call) ?? []);
  expect(answers.length, `with SEED=${seed}`).toBe(ledger.acknowledged);
  expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(["SUBMITTED", "DELETED"]));
  const log = `${fileOf(traced)}-wal`;
  const tooEarly = answers.filter((answer) => !isOnDisk(calls, log, answer));
  expect(tooEarly, `with SEED=${seed}`).toEqual([]);
});

interface Acknowledged {
  readonly state: "SUBMITTED" | "DELETED";
  readonly etag: string;
  readonly begins: number;
}

/** The answer of a write that was done; the traced program is asked for nothing else that has an etag. */
function acknowledged({ kind, to, text, begins }: SystemCall): Acknowledged | undefined {
  if (kind !== "write" || !to.startsWith("socket:")) return undefined;
  const status = /HTTP\/1\.1 (20[014]) /.exec(text)?.[1];
  const etag = /etag: \\"([0-9a-f-]{36})\\"/.exec(text)?.[1];
  if (status === undefined || etag === undefined) return undefined;
  return { state: status === "204" ? "DELETED" : "SUBMITTED", etag, begins };
}

/** Was the row written to the log, and the disk then waited for, before the answer began? */
function isOnDisk(calls: readonly SystemCall[], log: string, { state, etag, begins }: Acknowledged): boolean {
  const row = `\\"state\\":\\"${state}\\",\\"etag\\":\\"${etag}\\"`;
  return calls.some(
    (written) =>
      written.kind === "write" &&
      written.to === log &&
      written.text.includes(row) &&
      calls.some(
        (sync) => sync.kind === "sync" && sync.to === log && sync.begins > written.ends && sync.ends < begins,
      ),
  );
}
