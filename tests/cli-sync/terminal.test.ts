import { expect, test } from "vitest";
import { CALLMARK } from "../cli/support.ts";
import { sharedProgram } from "../support/program.ts";
import { inTerminal } from "../support/terminal.ts";
import { sharedRegistry } from "../support/world.ts";
import { csvOf, newDesk, rowsOf } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

async function seat() {
  const desk = await newDesk(program(), registry());
  const sit = (...args: string[]) =>
    inTerminal(process.execPath, [CALLMARK, ...args], {
      cwd: desk.folder,
      environment: { ...desk.settings, PATH: process.env.PATH ?? "" },
    });
  return { desk, sit };
}

test("a person sees the plan, is asked, and watches a bar that says what was refused", async () => {
  const { desk, sit } = await seat();
  const rows = rowsOf(30, (at) => (at === 3 ? "none" : undefined));
  desk.write("a.csv", csvOf(rows));
  const screen = sit("apply", "a.csv", "--rate", "20");
  await screen.shows("Send 30 requests?");
  expect(await desk.callerIds()).toEqual([]);
  screen.type("y\r");
  const { code, screen: shown, written } = await screen.ended;
  expect(code).toBe(3);
  expect(shown).toMatch(/^ {2}\+ 30 to create: \+1800\d{7}; .*; …$/m);
  expect(shown).toContain("30 requests, 2 s at 20 a second");
  expect(shown).toContain("29 created, 0 updated, 0 left as they were");
  expect(shown).toMatch(/1 refused; mend them in .*rejected\.csv/);
  expect(written).toMatch(/█+░* \d+% \d+ of 30, \d+\/s(, \d+ s left)?, 1 refused/);
  // Nothing of the bar is left.
  expect(shown).not.toMatch(/[█░]/);
});

test("a person sees the first lines that are wrong, and how to get all of them", async () => {
  const { desk, sit } = await seat();
  desk.write("a.csv", `phoneNumber\n${"x\n".repeat(70)}`);
  const { code, screen } = await sit("plan", "a.csv").ended;
  expect(code).toBe(1);
  expect(screen.match(/^line \d+, phoneNumber: 'x'/gm)).toHaveLength(50);
  expect(screen).toContain("… and 20 more; with 2> FILE all of them are written there");
});

test("a person who says no changes nothing", async () => {
  const { desk, sit } = await seat();
  desk.write("a.csv", csvOf(rowsOf(2)));
  const screen = sit("apply", "a.csv");
  await screen.shows("Send 2 requests?");
  screen.type("n\r");
  expect((await screen.ended).code).toBe(0);
  expect(await desk.callerIds()).toEqual([]);
});

test("a terminal that is closed ends an apply in good order, with the code of the signal", async () => {
  const { desk, sit } = await seat();
  desk.write("a.csv", csvOf(rowsOf(60)));
  const screen = sit("apply", "a.csv", "--yes", "--rate", "20");
  await screen.shows(" of 60");
  screen.close();
  expect((await screen.ended).code).toBe(129);
  const { applies } = await desk.json<{ applies: unknown[] }>(["applies", "list"]);
  expect(applies).toMatchObject([{ file: "a.csv", failed: 0, running: false }]);
});

test("a person who presses Ctrl-C is told how to go on, and goes on", async () => {
  const { desk, sit } = await seat();
  const rows = rowsOf(60);
  desk.write("a.csv", csvOf(rows));
  const screen = sit("apply", "a.csv", "--yes", "--rate", "20");
  await screen.shows(" of 60");
  screen.type("\u0003");
  const { code, screen: shown } = await screen.ended;
  expect(code).toBe(130);
  expect(shown).toContain("Finishing what is under way; once more ends it at once");
  const id = /callmark apply --resume (\S+) goes on with the \d+ rows left/.exec(shown)?.[1] ?? "";
  const listed = await sit("applies", "list").ended;
  expect(listed.screen).toMatch(new RegExp(`^ID .* LEFT\\s*\n${id} +a\\.csv +`));
  const remove = sit("applies", "remove", id);
  await remove.shows("Forget it, so that nobody can go on with it?");
  remove.type("n\r");
  expect((await remove.ended).code).toBe(0);
  const resumed = await sit("apply", "--resume", id, "--rate", "1000").ended;
  expect([resumed.code, resumed.screen]).toEqual([0, expect.stringContaining("60 created")]);
  expect(await desk.has()).toEqual(rows);
});
