import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { saveProfile } from "../../packages/cli/src/profiles/profiles.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { freshNumber, openRegistry, sharedRegistry } from "../support/world.ts";
import { type ApplyResult, CENTER, CUSTOMERS, csvOf, newDesk, type PlanResult, rowsOf } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
/** A desk, and three numbers that no brand has. */
const desk = async () => ({
  ...(await newDesk(program(), registry())),
  numbers: [freshNumber(), freshNumber(), freshNumber()] as const,
});

test("a brand is brought in step, and then nothing is left to do", async () => {
  const here = await desk();
  const [A, B, C] = here.numbers;
  const first = here.write("first.csv", csvOf([[A, CUSTOMERS], [B]]));
  expect(await here.json<ApplyResult>(["apply", first, "--yes"])).toMatchObject({
    done: { create: 2, update: 0, delete: 0 },
    refused: 0,
    rejected: null,
  });
  const second = here.write("second.csv", csvOf([[A, CENTER], [C]]));
  const planned = await here.run(["plan", second, "--rate", "1"]);
  expect(planned.code).toBe(0);
  expect(planned.stdout.split("\n").slice(1)).toEqual([
    `  + 1 to create: ${C}`,
    `  ~ 1 to update: ${A} (${CUSTOMERS} → ${CENTER})`,
    `  - 1 not in the file; only --delete deletes them: ${B}`,
    "  = 0 as they shall be",
    "2 requests (3 with --delete), 2 s at 1 a second",
    "",
  ]);
  const applied = await here.run(["apply", second, "--yes", "--delete", "--max-deletes", "1"]);
  expect([applied.code, applied.stdout.split("\n").at(-2)]).toEqual([
    0,
    expect.stringMatching(/^✓ 1 created, 1 updated, 1 deleted, 0 left as they were, in \d+ s$/),
  ]);
  expect(await here.has()).toEqual([[A, CENTER], [C]]);
  expect(await here.json<PlanResult>(["plan", second])).toMatchObject({
    counts: { create: 0, update: 0, delete: 0, leave: 2 },
    requests: 0,
  });
  expect((await here.run(["apply", second, "--yes"])).stdout).toContain("Nothing is to be done");
  // No apply was begun, so that none has an id.
  expect(await here.json<ApplyResult>(["apply", second, "--yes"])).toMatchObject({
    id: null,
    rejected: null,
  });
});

test("a plan is written, kept safe, and done as it stands", async () => {
  const here = await desk();
  const [A] = here.numbers;
  here.write("a.csv", csvOf([[A]]));
  expect((await here.run(["plan", "a.csv", "--out", "plan.json"])).code).toBe(0);
  const again = await here.run(["plan", "a.csv", "--out", "plan.json"]);
  expect([again.code, again.stderr]).toEqual([2, "error: plan.json is there already: --force replaces it\n"]);
  expect(await here.json<ApplyResult>(["apply", "plan.json"])).toMatchObject({ done: { create: 1 } });
  // The number is there as it was desired: what the plan says is done already.
  expect(await here.json<ApplyResult>(["apply", "plan.json"])).toMatchObject({
    done: { create: 0, update: 0, delete: 0 },
    found: 1,
    refused: 0,
  });
  expect((await here.run(["apply", "plan.json"])).stdout).toContain(
    "0 created, 0 updated, 1 found done already, 0 left as they were",
  );
  expect(await here.callerIds()).toHaveLength(1);
  const applies = readdirSync(here.path("state/applies"));
  expect(applies).toHaveLength(3);
  for (const file of readdirSync(here.path(`state/applies/${applies[0]}`))) {
    expect(statSync(join(here.path(`state/applies/${applies[0]}`), file)).mode & 0o777).toBe(0o600);
  }
});

/** `(800) 200-0001` */
const nationalOf = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");

test.each<[string, (text: string) => string, string]>([
  ["damaged", (text) => text.slice(0, -30), "It is no plan, or a damaged one"],
  ["of somebody else", () => "{}", "It is no plan"],
  [
    "for another server",
    (text) => text.replace(/"baseUrl": "[^"]+"/, '"baseUrl": "http://127.0.0.1:1"'),
    "at http://127.0.0.1:1, but this is brand",
  ],
])("a plan that is %s is refused", async (_, damage, reason) => {
  const here = await desk();
  const [A] = here.numbers;
  here.write("a.csv", csvOf([[A]]));
  await here.run(["plan", "a.csv", "--out", "plan.json"]);
  here.write("other.json", damage(here.read("plan.json")));
  const { code, stderr } = await here.run(["apply", "other.json"]);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(reason);
  expect(await here.callerIds()).toEqual([]);
});

test("rows that are refused come back, are mended, and go in again", async () => {
  const here = await desk();
  const [A, B] = here.numbers;
  here.write("a.csv", `note,phoneNumber,department\nx,${nationalOf(A)},none\ny,${B},\n`);
  const refused = await here.run(["apply", "a.csv", "--country", "US", "--yes"]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(
    `line 2: ${A}: VALIDATION__DepartmentMustBeValid: 'department' value 'none'`,
  );
  const rejected = here.read("rejected.csv");
  expect(rejected).toBe(
    "note,phoneNumber,department,code,message\n" +
      `x,${nationalOf(A)},none,VALIDATION__DepartmentMustBeValid,'department' value 'none' is invalid\n`,
  );
  here.write("rejected.csv", rejected.replace(",none,", `,${CUSTOMERS},`));
  const mended = await here.run(["apply", "rejected.csv", "--country", "US", "--yes"]);
  expect(mended.code).toBe(0);
  expect(await here.has()).toEqual([[A, CUSTOMERS], [B]]);
});

test("rows that are refused never take the place of a file, and how to send them again reaches the same brand", async () => {
  const here = await desk();
  const [A, B] = here.numbers;
  const { clientId, secret } = here.place.world.account;
  const { orgId, brandId } = here.place;
  const profile = { baseUrl: program().url, clientId, orgId };
  await saveProfile(here.path("config"), { name: "named", profile, secret });
  here.write("rejected.csv", "somebody mends this\n");
  here.write("a b.csv", `phoneNumber,department\n${nationalOf(A)},none\n`);
  here.write("b.csv", `phoneNumber,department\n${B},none\n`);
  const plan = ["plan", "a b.csv", "--country", "US", "--out", "plan.json"];
  expect((await here.run(plan)).code).toBe(0);
  const place = ["--profile", "named", "--brand", brandId];
  const first = await here.run(["apply", "plan.json", ...place, "--rejected", "re jected.csv"]);
  expect(first.code).toBe(3);
  const path = here.path("re jected.csv");
  expect(first.stdout).toContain(
    `1 refused; mend them in ${path}, then callmark apply '${path}' --country US --profile named --brand ${brandId}, without --delete\n`,
  );
  const second = await here.run(["apply", "b.csv", "--yes"]);
  expect([second.code, second.stderr]).toEqual([
    3,
    expect.stringContaining(`${here.path("rejected.csv")} is there already, and stays as it is\n`),
  ]);
  expect(second.stdout).toContain(`, then callmark apply ${here.path("rejected-2.csv")}, without --delete\n`);
  expect(here.read("rejected.csv")).toBe("somebody mends this\n");
  expect(here.read("rejected-2.csv")).toContain(`${B},none,VALIDATION__`);
  expect(await here.json<ApplyResult>(["apply", "b.csv", "--yes"], 3)).toMatchObject({
    rejected: here.path("rejected-3.csv"),
  });
});

test("deletes that are refused have no row in a file, and are told to machines too", async () => {
  const here = await desk();
  const [A, B] = here.numbers;
  here.write("both.csv", csvOf([[A], [B]]));
  here.write("one.csv", csvOf([[A]]));
  await here.run(["apply", "both.csv", "--yes"]);
  await here.run(["plan", "one.csv", "--out", "plan.json"]);
  here.write("changed.csv", csvOf([[A], [B, CENTER]]));
  await here.run(["apply", "changed.csv", "--yes"]);
  const args = ["apply", "plan.json", "--delete", "--max-deletes", "50%"];
  const machine = await here.run([...args, "--json"]);
  expect([machine.code, JSON.parse(machine.stdout)]).toMatchObject([3, { refused: 1, rejected: null }]);
  expect(JSON.parse(machine.stderr).notice).toEqual({
    message: expect.stringContaining(`delete: ${B}: ChangedSincePlan: `),
    is: "refused",
    action: "delete",
    phoneNumber: B,
    id: expect.stringMatching(/^\d+$/),
    code: "ChangedSincePlan",
  });
  const person = await here.run(args);
  expect(person.stderr).toMatch(/^delete: \+\d+: ChangedSincePlan: /);
  expect(await here.has()).toEqual([[A], [B, CENTER]]);
});

test("a department of any length floods no screen, and comes back whole", async () => {
  const here = await desk();
  const [A] = here.numbers;
  const endless = "y".repeat(60_000);
  here.write("a.csv", csvOf([[A, endless]]));
  const { code, stdout, stderr } = await here.run(["apply", "a.csv", "--yes"]);
  expect(code).toBe(3);
  expect(stdout).toContain(`+ 1 to create: ${A} (${"y".repeat(59)}…)\n`);
  expect(stderr).toMatch(
    new RegExp(`^line 2: \\${A}: VALIDATION__DepartmentMustBeValid: 'department' value 'y+…\n$`),
  );
  expect(Math.max(...`${stdout}${stderr}`.split("\n").map(({ length }) => length))).toBeLessThan(400);
  expect(here.read("rejected.csv")).toContain(`${A},${endless},VALIDATION__DepartmentMustBeValid,`);
});

test("a file with wrong lines changes nothing, and each of them is told", async () => {
  const here = await desk();
  const [A] = here.numbers;
  here.write("a.csv", `phoneNumber,department\n${A},\n1.80056E+10,\n${A},\n`);
  const { code, stderr } = await here.run(["apply", "a.csv", "--yes"]);
  expect(code).toBe(1);
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^line 3, phoneNumber: '1\.80056E\+10' is how a spreadsheet shows a long number/),
    `line 4, phoneNumber: ${A} stands on line 2 already: expected each number once`,
    "error: a.csv: 2 lines are wrong; nothing was done",
    "",
  ]);
  const machine = await here.run(["plan", "a.csv", "--json"]);
  expect(machine.code).toBe(1);
  expect(JSON.parse(machine.stderr).error).toMatchObject({ count: 2, problems: [{ line: 3 }, { line: 4 }] });
  expect(await here.callerIds()).toEqual([]);
});

test("what a file holds neither moves the cursor nor begins a line of its own", async () => {
  const here = await desk();
  here.write("a.csv", 'phoneNumber,note\n"\u001b[2J\nred",\n\u202ered,\n');
  const { stderr } = await here.run(["plan", "a.csv"]);
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^line 2, phoneNumber: ' \[2J red' is not E\.164/),
    expect.stringMatching(/^line 4, phoneNumber: ' red' is not E\.164/),
    "error: a.csv: 2 lines are wrong; nothing was done",
    "",
  ]);
});

test("however many lines are wrong, each of them is told", async () => {
  const here = await desk();
  const lines = Array.from({ length: 3_000 }, (_, at) => at + 2);
  here.write("a.csv", `phoneNumber\n${lines.map((line) => `x${line}\n`).join("")}`);
  const { stderr } = await here.run(["plan", "a.csv"]);
  const told = stderr.matchAll(/^line (\d+), phoneNumber: 'x\1' is not E\.164/gm);
  expect([...told].map(([, line]) => Number(line))).toEqual(lines);
  expect(stderr).toContain("error: a.csv: 3,000 lines are wrong; nothing was done");
});

test("more deletes than are allowed are not begun", async () => {
  const here = await desk();
  const rows = rowsOf(30);
  here.write("all.csv", csvOf(rows));
  here.write("less.csv", csvOf(rows.slice(0, 27)));
  await here.run(["apply", "all.csv", "--yes"]);
  for (const limit of [[], ["--max-deletes", "9%"], ["--max-deletes", "2"]]) {
    const { code, stderr } = await here.run(["apply", "less.csv", "--yes", "--delete", ...limit]);
    expect(code).toBe(1);
    expect(stderr).toContain("It would delete 3 of 30 caller IDs");
  }
  expect(await here.callerIds()).toHaveLength(30);
  expect((await here.run(["apply", "less.csv", "--yes", "--delete", "--max-deletes", "10%"])).code).toBe(0);
  expect(await here.callerIds()).toHaveLength(27);
});

test("what is refused is put again where it is asked to", async () => {
  const here = await desk();
  const [A] = here.numbers;
  here.write("a.csv", csvOf([[A]]));
  await here.run(["apply", "a.csv", "--yes"]);
  const counts = async (...more: string[]) =>
    (await here.json<PlanResult>(["plan", "a.csv", ...more])).counts;
  expect(await counts("--resubmit", "REJECTED,FAILED")).toMatchObject({ update: 0, leave: 1 });
  const wrong = await here.run(["plan", "a.csv", "--resubmit", "PUBLISHED"]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("It is REJECTED or FAILED")]);
});

test.each<[string, readonly string[], string]>([
  ["no file", ["apply"], "Which file?"],
  ["a file that is not there", ["plan", "none.csv"], "none.csv cannot be read: ENOENT"],
  ["a file whose form nobody knows", ["plan", "a.txt"], "--format says whether a.txt is csv or ndjson"],
  ["a country that is none", ["plan", "a.csv", "--country", "XX"], "a country's code"],
  ["a limit that is none", ["apply", "a.csv", "--max-deletes", "many"], "a number such as 50"],
  ["nobody to ask", ["apply", "a.csv"], "--yes says so"],
  ["nothing to go on with", ["apply", "--resume"], "No apply is unfinished"],
  ["a file to go on with", ["apply", "a.csv", "--resume"], "takes no a.csv"],
  [
    "what was said at the beginning of what is gone on with",
    ["apply", "--resume", "--delete", "--max-deletes", "5%", "--country", "US", "--rejected", "r.csv"],
    "as it was begun, and takes no --country, --delete, --max-deletes, --rejected",
  ],
  ["a plan and a country", ["apply", "p.json", "--country", "US"], "--country is for callmark plan"],
  [
    "a folder for refused rows that is not there",
    ["apply", "a.csv", "--yes", "--rejected", "no/r.csv"],
    "no/r.csv cannot be written: nothing can be written into ",
  ],
  ["a plan that apply would not know as one", ["plan", "a.csv", "--out", "plan"], "ends with .json"],
  [
    "a folder for the plan that is not there",
    ["plan", "a.csv", "--out", "no/p.json"],
    "no/p.json cannot be written: nothing can be written into ",
  ],
  [
    "a folder for an export that is not there",
    ["export", "no/a.csv", "--force"],
    "no/a.csv cannot be written: nothing can be written into ",
  ],
])("%s is wrong usage", async (_, args, reason) => {
  const here = await desk();
  const [A] = here.numbers;
  here.write("a.csv", csvOf([[A]]));
  here.write("a.txt", "");
  const { code, stderr } = await here.run(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
});

test("NDJSON and the standard input are read as well", async () => {
  const here = await desk();
  const [A, B] = here.numbers;
  const lines = `{"phoneNumber":"${A}","department":"${CUSTOMERS}"}\n{"phoneNumber":"${B}"}\n`;
  const { code } = await here.run(["apply", "-", "--format", "ndjson", "--yes"], { stdin: lines });
  expect(code).toBe(0);
  expect(await here.has()).toEqual([[A, CUSTOMERS], [B]]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s is not waited with until more of the standard input comes",
  async (signal) => {
    const here = await desk();
    const { child, ended } = here.start(["plan", "-", "--format", "csv"], { stdin: "open" });
    // More than a pipe holds: once it is taken, it is being read.
    const isTaken = new Promise((resolve) => child.stdin.once("drain", resolve));
    child.stdin.write(csvOf(rowsOf(20_000)));
    await isTaken;
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      signal === "SIGINT" ? 130 : 143,
      "error: Interrupted: there is no plan\n",
    ]);
  },
);

test("what is exported is read back as it was, for a spreadsheet too", async () => {
  const here = await desk();
  const rows = rowsOf(1_050, (at) => (at % 3 === 0 ? CENTER : undefined));
  here.write("all.csv", csvOf(rows));
  await here.run(["apply", "all.csv", "--yes", "--concurrency", "64"]);
  for (const [file, ...more] of [["e.csv"], ["e.ndjson"], ["x.csv", "--excel"]] as const) {
    expect(await here.json<unknown>(["export", file, ...more])).toEqual({ file, callerIds: 1_050 });
    expect(await here.json<PlanResult>(["plan", file])).toMatchObject({
      counts: { create: 0, update: 0, delete: 0, leave: 1_050 },
    });
  }
  expect(here.read("e.csv").split("\n")[0]).toBe("phoneNumber,department,state,id,createdDate,updatedDate");
  expect(here.read("x.csv").split("\n")[1]).toMatch(/^'\+1800\d{7},[^,]*,SUBMITTED,'\d{19},/);
  const again = await here.run(["export", "e.csv"]);
  expect([again.code, again.stderr]).toEqual([2, "error: e.csv is there already: --force replaces it\n"]);
  const listed = await here.run(["ids", "list", "--csv"]);
  expect(listed.stdout.trimEnd().split("\n")).toHaveLength(1 + 1_050);
  const some = await here.run(["export", "-", "--where", `callerIdDetails.phoneNumber==${rows[0]?.[0]}`]);
  expect(some.stdout.split("\n")).toHaveLength(3);
  const wrong = await here.run(["export", "w.csv", "--where", "state="]);
  expect(wrong.code).toBe(1);
  expect(readdirSync(here.folder)).not.toContainEqual(expect.stringMatching(/w\.csv/));
});

test("a brand is copied from one server to another", async () => {
  await using other = await startProgram();
  await using store = await openRegistry(other);
  const [from, to] = [await newDesk(program(), registry()), await newDesk(other, store)];
  const rows = rowsOf(3, (at) => (at === 0 ? CUSTOMERS : undefined));
  const [gone] = rowsOf(1);
  from.write("a.csv", csvOf(rows));
  await from.run(["apply", "a.csv", "--yes"]);
  to.write("b.csv", csvOf([[rows[0]?.[0] ?? "", CENTER], gone ?? [""]]));
  await to.run(["apply", "b.csv", "--yes"]);
  for (const [name, { place }, { url }] of [
    ["here", from, program()],
    ["there", to, other],
  ] as const) {
    const { clientId, secret } = place.world.account;
    const { orgId, brandId } = place;
    await saveProfile(to.path("config"), {
      name,
      profile: { baseUrl: url, clientId, orgId, brandId },
      secret,
    });
  }
  const copy = ["copy", "--from", "here", "--to", "there", "--delete", "--max-deletes", "50%", "--yes"];
  expect(await to.json<ApplyResult>(copy)).toMatchObject({
    done: { create: 2, update: 1, delete: 1 },
    refused: 0,
  });
  expect(await to.has()).toEqual(await from.has());
  const same = await to.run(["copy", "--from", "here", "--to", "here", "--yes"]);
  expect([same.code, same.stderr]).toEqual([2, expect.stringContaining("Both are brand")]);
});
