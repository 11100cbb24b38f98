import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { inTerminal } from "../support/terminal.ts";
import { CALLMARK, run } from "./support.ts";

/*
 * Each shell reads its script and is asked what it would offer. Bash is where the tests run; the others are asked where
 * they are there.
 */

let folder: Folder;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const callmark = join(folder.path, "callmark");
  writeFileSync(callmark, `#!/bin/sh\nexec "${process.execPath}" "${CALLMARK}" "$@"\n`);
  chmodSync(callmark, 0o755);
  writeFileSync(join(folder.path, "numbers file.csv"), "");
  environment = {
    PATH: `${folder.path}:${process.env.PATH}`,
    HOME: folder.path,
    CALLMARK_CONFIG: join(folder.path, "config"),
  };
});
afterAll(() => folder[Symbol.asyncDispose]());

const isThere = (shell: string) => spawnSync(shell, ["-c", ":"]).status === 0;

function ask(shell: string, script: string): string[] {
  const { stdout, stderr } = spawnSync(shell, ["-c", script], {
    env: environment,
    encoding: "utf8",
    cwd: folder.path,
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

describe("bash", () => {
  const offered = (...words: string[]) =>
    ask(
      "bash",
      // Twice, as a shell that reads its settings again does.
      `source <(callmark completion bash); source <(callmark completion bash)
      COMP_WORDS=(callmark ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}
      _callmark; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test.each([
    [["ids", "cr"], ["create"]],
    [["ids", "list", "--state", "=", "PUB"], ["PUBLISHED"]],
    [["ids", "list", "--profile", ""], ["demo"]],
    [["images", "upload", "num"], ["numbers file.csv"]],
    [["ids", "nonsense"], []],
  ])("%j", (words, expected) => expect(offered(...words)).toEqual(expected));

  test("what stands on the line is not run", () => {
    expect(offered("ids", "$(touch run)", "`touch run`", "")).toEqual([]);
    expect(ask("bash", "ls")).not.toContain("run");
  });
});

describe.skipIf(!isThere("fish"))("fish", () => {
  const offered = (line: string) => ask("fish", `callmark completion fish | source; complete -C '${line}'`);

  test.each([
    ["callmark ids cr", ["create\tCreate a caller ID"]],
    ["callmark ids list --state=PUB", ["--state=PUBLISHED"]],
    ["callmark profiles use ", ["demo"]],
    ["callmark images upload num", ["numbers file.csv"]],
  ])("%s", (line, expected) => {
    expect(offered(line).map((one) => one.replace("numbers\\ file", "numbers file"))).toEqual(expected);
  });
});

describe.skipIf(!isThere("zsh"))("zsh", () => {
  test("completes a line that is typed", async () => {
    const shell = inTerminal("zsh", ["-f", "-i"], { environment, cwd: folder.path });
    shell.type(
      "PS1='> '; autoload -U compinit; compinit -u; source <(callmark completion zsh); echo re''ady\n",
    );
    await shell.shows("ready");
    shell.type("callmark ids cre\t--from num\t");
    await shell.shows("callmark ids create --from numbers\\ file.csv");
    shell.type("\u0015callmark ids list --state PUBL\t");
    await shell.shows("callmark ids list --state PUBLISHED");
    shell.type("\u0015exit\n");
    expect((await shell.ended).code).toBe(0);
  });
});

test("another shell is refused with those that there are", async () => {
  const { code, stderr } = await run(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
});
