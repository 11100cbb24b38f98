import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { saveProfile } from "../../packages/cli/src/profiles/profiles.ts";
import { run } from "../cli/support.ts";
import { Dice, seedOf } from "../durability/support/dice.ts";
import { sharedProgram } from "../support/program.ts";
import { sharedRegistry } from "../support/world.ts";
import {
  type ApplyResult,
  byNumber,
  CENTER,
  csvOf,
  type Desk,
  newDesk,
  type Row,
  rowsOf,
  writesOf,
} from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

const KILLS = 20;
/** How many rows there are of each kind. */
const EACH = 240;

/** A brand, and a file that asks for creates, updates and deletes, as many of each, and leaves the rest. */
async function stage(each: number): Promise<{ readonly desk: Desk; readonly wanted: Row[] }> {
  const desk = await newDesk(program(), registry());
  const [kept, changed, gone, added] = [rowsOf(10), rowsOf(each), rowsOf(each), rowsOf(each)] as const;
  desk.write("before.csv", csvOf([...kept, ...changed, ...gone]));
  const { done } = await desk.json<ApplyResult>(["apply", "before.csv", "--yes", "--concurrency", "32"]);
  expect(done.create).toBe(10 + 2 * each);
  rmSync(desk.path("state"), { recursive: true });
  const wanted = [...kept, ...changed.map(([number]): Row => [number, CENTER]), ...added];
  desk.write("after.csv", csvOf(wanted));
  return { desk, wanted: wanted.sort(byNumber) };
}

const APPLY = ["apply", "after.csv", "--yes", "--delete", "--max-deletes", "60%", "--concurrency", "6"];

const appliesOf = (desk: Desk) =>
  existsSync(desk.path("state/applies")) ? readdirSync(desk.path("state/applies")).sort() : [];

const journalPath = (desk: Desk) => `state/applies/${appliesOf(desk).at(-1)}/journal.ndjson`;

/** How long the journal of the apply that was begun last is, in bytes; 0 where there is none yet. */
function journalOf(desk: Desk): number {
  return statSync(desk.path(journalPath(desk)), { throwIfNoEntry: false })?.size ?? 0;
}

test(`${KILLS} times kill -9, each time gone on with: as if nothing had been, and no row twice`, {
  timeout: 300_000,
}, async () => {
  const seed = seedOf("kill -9 of an apply");
  const dice = new Dice(seed);
  const { desk, wanted } = await stage(EACH);
  const before = await writesOf(program(), desk.place);
  let kills = 0;
  let left = 0;
  const run = async (args: readonly string[]) => {
    const { child, ended } = desk.start(args);
    const from = journalOf(desk);
    // An entry has some 30 bytes: so many rows are done before it is killed.
    const until = from + dice.between(1, 30 * 2 * ((EACH * 3) / KILLS));
    while (child.exitCode === null && journalOf(desk) < until) await sleep(2);
    if (child.exitCode !== null) return false;
    if (dice.chance(0.5)) await sleep(dice.between(0, 3));
    child.kill("SIGKILL");
    await ended;
    kills += 1;
    return true;
  };
  await run(APPLY);
  while (kills < KILLS && (await run(["apply", "--resume"]))) left += 1;
  expect(left, `with SEED=${seed}`).toBeGreaterThan(KILLS / 2);
  const { done, refused } = await desk.json<ApplyResult>(["apply", "--resume"]);

  expect({ ...done, refused }, `with SEED=${seed}`).toEqual({
    create: EACH,
    update: EACH,
    delete: EACH,
    refused: 0,
  });
  expect(await desk.has(), `with SEED=${seed}`).toEqual(wanted);
  const more = [...(await writesOf(program(), desk.place))].map(
    ([id, count]) => count - (before.get(id) ?? 0),
  );
  expect(more.filter((count) => count === 1)).toHaveLength(3 * EACH);
  expect(more.filter((count) => count > 1)).toEqual([]);
  expect((await desk.run(["apply", "--resume"])).code).toBe(2);
});

const hasBegun = (desk: Desk) => journalOf(desk) > 0;

test("Ctrl-C finishes what is under way, says how to go on, and a second process waits its turn", async () => {
  const { desk, wanted } = await stage(60);
  const { child, ended } = desk.start([...APPLY, "--rate", "50"]);
  while (!hasBegun(desk)) await sleep(5);
  const busy = await desk.run(["apply", "--resume"]);
  expect([busy.code, busy.stderr]).toEqual([
    2,
    expect.stringMatching(`Apply \\S+, of after.csv, is running: process ${child.pid}; if`),
  ]);
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  const [, id, left] = /callmark apply --resume (\S+) goes on with the (\d+) rows left/.exec(stderr) ?? [];
  expect(Number(left)).toBeGreaterThan(0);
  const unfinished = desk.read(`state/applies/${id}/journal.ndjson`).trim().split("\n");
  const begun = unfinished.filter((line) => line.includes("begun")).length;
  expect(begun * 2).toBe(unfinished.length);

  const resumed = await desk.json<ApplyResult>(["apply", "--resume", id ?? "", "--rate", "100000"]);
  expect(resumed).toMatchObject({ id, done: { create: 60, update: 60, delete: 60 }, refused: 0 });
  expect(await desk.has()).toEqual(wanted);
});

test("of two applies for one brand the second is told of the first, and leaves nothing behind", async () => {
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40);
  desk.write("one.csv", csvOf(rows));
  desk.write("two.csv", csvOf(rowsOf(1)));
  await desk.run(["plan", "two.csv", "--out", "two.json"]);
  const { child, ended } = desk.start(["apply", "one.csv", "--yes", "--rate", "1"]);
  while (!hasBegun(desk)) await sleep(5);
  for (const file of ["two.csv", "two.json"]) {
    const { code, stdout, stderr } = await desk.run(["apply", file, "--yes"]);
    expect([code, stdout.includes("created")]).toEqual([2, false]);
    expect(stderr.split("\n")).toEqual([
      `error: Another apply is running for brand ${desk.place.brandId} at ${program().url}: process ${child.pid}; nothing was done`,
      "→ Begin this one again once that one is done; where it is not wanted, Ctrl-C ends it",
      expect.stringMatching(/^→ If there is no such process, remove .*\/state\/brands\/.*\/lock\.1$/),
      "",
    ]);
  }
  expect(appliesOf(desk)).toHaveLength(1);
  // Another brand's is its own matter.
  const other = await newDesk(program(), registry());
  const settings = { ...other.settings, CALLMARK_STATE: desk.path("state") };
  other.write("a.csv", csvOf(rowsOf(1)));
  expect(await run(["apply", "a.csv", "--yes"], { cwd: other.folder, settings })).toMatchObject({ code: 0 });
  child.kill("SIGKILL");
  await ended;
  // What a killed process left behind holds nobody up.
  expect(await desk.run(["apply", "two.csv", "--yes"])).toMatchObject({ code: 0 });
  expect(await desk.run(["apply", "--resume", "--rate", "100000"])).toMatchObject({ code: 0 });
  expect(await desk.has()).toHaveLength(41);
});

test("an apply that is not wanted any more is forgotten: what it did stays, what was refused comes back", async () => {
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40, (at) => (at === 0 ? "none" : undefined));
  desk.write("a.csv", csvOf(rows));
  const slow = ["apply", "a.csv", "--yes", "--rate", "1", "--concurrency", "1"];
  const { child, ended } = desk.start(slow);
  // Its first rows: one refused, others done.
  while (!hasBegun(desk) || desk.read(journalPath(desk)).split('"done"').length < 3) await sleep(5);
  const [id = ""] = appliesOf(desk);
  const running = await desk.json<{ applies: unknown[] }>(["applies", "list"]);
  expect(running.applies).toMatchObject([{ id, file: "a.csv", refused: 1, failed: 0, running: true }]);
  const busy = await desk.run(["applies", "remove", id, "--yes"]);
  expect([busy.code, busy.stderr]).toEqual([2, expect.stringMatching(`is running: process ${child.pid};`)]);
  child.kill("SIGKILL");
  await ended;

  const done = (await desk.callerIds()).length;
  const { code, stdout } = await desk.run(["applies", "ls"]);
  const [shown, file, brand, , refused, , left] = stdout.split("\t");
  expect([code, shown, file, brand, refused]).toEqual([0, id, "a.csv", desk.place.brandId, "1"]);
  const asked = await desk.run(["applies", "remove", id]);
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining("--yes says so")]);
  expect(appliesOf(desk)).toEqual([id]);
  const forgotten = await desk.run(["applies", "rm", id, "--yes"]);
  const [head, was, again, rest, last] = forgotten.stdout.split("\n");
  expect([forgotten.code, head]).toEqual([
    0,
    `Apply ${id}, of a.csv, for brand ${desk.place.brandId} at ${program().url}`,
  ]);
  expect(was).toMatch(/^ {2}\d+ created, 0 updated, 0 deleted; all that stays as it is$/);
  expect(again).toBe(`  1 refused; their rows go into ${desk.path("rejected.csv")}`);
  expect(rest).toMatch(
    new RegExp(`^ {2}${left} not done(; 1 of them began, and may be done all the same)?$`),
  );
  expect(last).toBe(
    `Apply ${id} is forgotten; the rows that were refused are in ${desk.path("rejected.csv")}`,
  );
  expect(forgotten.stderr).toMatch(/^line 2: \+\d+: VALIDATION__DepartmentMustBeValid: /);
  expect(desk.read("rejected.csv")).toContain("VALIDATION__DepartmentMustBeValid");
  expect(await desk.callerIds()).toHaveLength(done);

  expect(appliesOf(desk)).toEqual([]);
  expect(await desk.json(["applies", "list"])).toEqual({ applies: [] });
  const gone = await desk.run(["applies", "remove", id, "--yes"]);
  expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining(`No apply ${id} is unfinished`)]);
});

test("an apply whose journal is damaged can be forgotten as well", async () => {
  const desk = await newDesk(program(), registry());
  desk.write("a.csv", csvOf(rowsOf(40)));
  const { child, ended } = desk.start(["apply", "a.csv", "--yes", "--rate", "1"]);
  while (!hasBegun(desk)) await sleep(5);
  child.kill("SIGKILL");
  await ended;
  const [id = ""] = appliesOf(desk);
  writeFileSync(desk.path(journalPath(desk)), "what?\n");
  expect((await desk.run(["applies", "list"])).stdout).toBe(`${id}\ta.csv\t\t\t\t\t\tdamaged\n`);
  expect(await desk.json(["applies", "remove", id, "--yes"])).toEqual({
    id,
    file: "a.csv",
    damage: "Line 1 of the journal is damaged, or of another plan: what?",
  });
  expect(appliesOf(desk)).toEqual([]);
});

test("several that are unfinished are named, and the newest is gone on with", async () => {
  const desk = await newDesk(program(), registry());
  const interrupted = async (name: string) => {
    const rows = rowsOf(40);
    desk.write(name, csvOf(rows));
    const before = appliesOf(desk).length;
    const { child, ended } = desk.start(["apply", name, "--yes", "--rate", "20", "--concurrency", "1"]);
    while (appliesOf(desk).length === before || !hasBegun(desk)) await sleep(5);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(143);
    return rows;
  };
  await interrupted("one.csv");
  // Their names have whole seconds.
  await sleep(1_000);
  const rows = await interrupted("two.csv");
  const { code, stderr } = await desk.run(["apply", "--resume", "--rate", "100000"]);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^Also unfinished: (\S+), of one\.csv; callmark apply --resume \1 goes on with it, callmark applies remove \1 forgets it$/m,
  );
  expect(stderr).toMatch(/^Going on with \S+, of two\.csv$/m);
  expect(await desk.has()).toEqual(expect.arrayContaining(rows));
});

test("what was begun with an account of the environment is not gone on with as a profile's", async () => {
  const desk = await newDesk(program(), registry());
  const { orgId, brandId } = desk.place;
  await saveProfile(desk.path("config"), {
    name: "other",
    profile: { baseUrl: program().url, clientId: "nobody", orgId, brandId },
    secret: "nothing",
  });
  const rows = rowsOf(40);
  desk.write("a.csv", csvOf(rows));
  const { child, ended } = desk.start(["apply", "a.csv", "--yes", "--rate", "20", "--concurrency", "1"]);
  while (!hasBegun(desk)) await sleep(5);
  child.kill("SIGKILL");
  await ended;
  const { code, stderr } = await desk.run(["apply", "--resume", "--rate", "100000"]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Going on with")]);
  expect(await desk.has()).toEqual(rows);
});

test("for a machine the standard output has the result alone, and each line of the error stream is JSON", async () => {
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40);
  desk.write("a.csv", csvOf(rows));
  const slow = ["apply", "a.csv", "--yes", "--json", "--rate", "20", "--concurrency", "1"];
  const { child, ended } = desk.start(slow);
  while (!hasBegun(desk)) await sleep(5);
  child.kill("SIGTERM");
  const { code, stdout, stderr } = await ended;
  expect([code, stdout]).toEqual([143, ""]);
  const [id] = appliesOf(desk);
  expect(jsonLines(stderr)).toEqual([
    { notice: { message: expect.stringContaining("once more ends it at once") } },
    { error: { message: expect.stringContaining("Interrupted"), resume: id, left: expect.any(Number) } },
  ]);
  const resumed = await desk.run(["apply", "--resume", "--json", "--rate", "100000"]);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ id, done: { create: 40 } });
  expect(jsonLines(resumed.stderr)).toEqual([
    { notice: { message: expect.stringContaining("Going on with"), id, file: "a.csv" } },
  ]);
});

const jsonLines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("a journal whose last line is torn is gone on with, a damaged one is not", async () => {
  const { desk, wanted } = await stage(5);
  const { child, ended } = desk.start([...APPLY, "--rate", "5"]);
  while (!hasBegun(desk)) await sleep(5);
  child.kill("SIGKILL");
  await ended;
  const [id] = appliesOf(desk);
  const journal = `state/applies/${id}/journal.ndjson`;
  const text = desk.read(journal);
  writeFileSync(desk.path(journal), `${text}{"step":1000,"is":"done"}\n`);
  const damaged = await desk.run(["apply", "--resume", "--rate", "1000"]);
  expect([damaged.code, damaged.stderr]).toEqual([1, expect.stringContaining("of the journal is damaged")]);
  writeFileSync(desk.path(journal), `${text}{"step":3,"is":"do`);
  expect((await desk.run(["apply", "--resume", "--rate", "1000"])).code).toBe(0);
  expect(await desk.has()).toEqual(wanted);
});
