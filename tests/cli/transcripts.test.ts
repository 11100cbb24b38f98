import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { runProgram, sharedProgram } from "../support/program.ts";
import { inTerminal } from "../support/terminal.ts";
import { CALLMARK, run } from "./support.ts";
import { filled, fitted, idIn, readTranscripts, type Step, wordsOf } from "./transcripts.ts";

/*
 * Each transcript is gone through twice on the demo's registry: as a script would, in a pipe, and as a person would, in
 * a terminal. It leaves the registry as it was.
 */

const program = sharedProgram({ demo: true, environment: { CALLMARK_REVIEW: "manual" } });
/** Accounts that act for no organization, by what they are called in the transcripts. */
const ACCOUNTS = { reviewer: "reviewer", telephony: "look-up" } as const;
const values: Record<string, string> = {};

beforeAll(async () => {
  const { url, databaseUrl } = program();
  values.url = url;
  for (const [name, permission] of Object.entries(ACCOUNTS)) {
    const args = ["admin", "account", "add", "--permission", permission, "--client-id", name, "--json"];
    const { stdout } = await runProgram(args, { CALLMARK_DATABASE_URL: databaseUrl });
    const { clientSecret } = JSON.parse(stdout) as { clientSecret: string };
    Object.assign(values, { [name]: name, [`${name}-secret`]: clientSecret });
  }
});

/** Each is many programs, one after the other, on a machine that may have much else to do. Milliseconds. */
const TIMEOUT = 240_000;

describe.each(["pipe", "terminal"] as const)("in a %s", (where) => {
  let config: Folder;
  beforeAll(async () => {
    config = await temporaryFolder();
  });
  afterAll(() => config[Symbol.asyncDispose]());

  test.each(readTranscripts())("$name", { timeout: TIMEOUT }, async ({ name, steps }) => {
    const settings = { CALLMARK_CONFIG: `${config.path}/${name}` };
    for (const step of steps) {
      const expected = step[where];
      if (expected === undefined) continue;
      const { code, output } = await (where === "pipe" ? inPipe : onScreen)(step, settings);
      if (step.keeps !== undefined) values[step.keeps] = idIn(output);
      const lines = expected.lines.map((line) => filled(line, values));
      const at = `${name}.txt:${step.line}: ${step.command}`;
      expect({ at, output: fitted(output, lines), code }).toEqual({
        at,
        output: lines.join("\n").trimEnd(),
        code: expected.code,
      });
    }
  });
});

const COLUMNS = 100;

async function inPipe(step: Step, settings: Readonly<Record<string, string>>) {
  const { environment, args, cwd } = commandOf(step);
  const { code, stdout, stderr } = await run(args, { settings: { ...settings, ...environment }, cwd });
  return { code, output: stdout + stderr };
}

async function onScreen(step: Step, settings: Readonly<Record<string, string>>) {
  const { environment, args, cwd } = commandOf(step);
  const path = process.env.PATH ?? "";
  const running = inTerminal(process.execPath, [CALLMARK, ...args], {
    environment: { PATH: path, HOME: "/nonexistent", ...settings, ...environment },
    columns: COLUMNS,
    cwd,
  });
  for (const { shown, typed } of step.answers) {
    await running.shows(shown);
    running.type(typed);
  }
  const { code, screen } = await running.ended;
  return { code, output: screen };
}

function commandOf({ command }: Step) {
  const { environment, words } = wordsOf(filled(command, values));
  const [callmark, ...args] = words;
  expect(callmark).toBe("callmark");
  return { environment, args, cwd: import.meta.dirname };
}
