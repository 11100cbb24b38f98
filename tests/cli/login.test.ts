import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEMO_PROFILE, DEMO_SECRET } from "../../packages/cli/src/profiles/demo.ts";
import { temporaryFolder } from "../support/folder.ts";
import { sharedProgram } from "../support/program.ts";
import { inTerminal } from "../support/terminal.ts";
import { CALLMARK, run } from "./support.ts";

const program = sharedProgram({ demo: true, environment: { CALLMARK_REVIEW: "manual" } });

const ACCOUNT = ["--client-id", DEMO_PROFILE.clientId, "--org", DEMO_PROFILE.orgId];

/** A folder for profiles, and a login into it with a secret's file. */
async function place() {
  const folder = await temporaryFolder();
  const config = join(folder.path, "config");
  const secretFile = join(folder.path, "secret");
  return {
    config,
    secretFile,
    login: (...args: string[]) =>
      run(["login", "--base-url", program().url, ...ACCOUNT, "--secret-file", ...args], {
        settings: { CALLMARK_CONFIG: config },
        stdin: `${DEMO_SECRET}\n`,
      }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test("a secret is read from a file that its owner alone may read", async () => {
  await using at = await place();
  writeFileSync(at.secretFile, `${DEMO_SECRET}\n`, { mode: 0o600 });
  expect(await at.login(at.secretFile)).toMatchObject({ code: 0, stderr: "" });
  const secrets = readFileSync(join(at.config, "secrets.json"), "utf8");
  expect(JSON.parse(secrets)).toEqual({ default: DEMO_SECRET });

  chmodSync(at.secretFile, 0o644);
  const refused = await at.login(at.secretFile);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toBe(
    `error: ${at.secretFile} holds a secret, and others can read or write it: its mode is 644\n→ chmod 600 ${at.secretFile}\n`,
  );
});

test("or from the standard input", async () => {
  await using at = await place();
  expect(await at.login("-")).toMatchObject({ code: 0, stderr: "" });
});

test("the demo's account is the one on the server that is named", async () => {
  await using at = await place();
  const settings = { CALLMARK_CONFIG: at.config, CALLMARK_BASE_URL: program().url };
  const { code, stdout } = await run(["login", "--demo", "--json"], { settings });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ profile: "demo", ...DEMO_PROFILE, baseUrl: program().url });
});

test.each([
  ["of a file that is not there", undefined],
  ["of a file with more than one line", "one\ntwo\n"],
  ["of an empty file", ""],
])("nothing is kept %s", async (_, content) => {
  await using at = await place();
  if (content !== undefined) writeFileSync(at.secretFile, content, { mode: 0o600 });
  expect(await at.login(at.secretFile)).toMatchObject({ code: 2, stdout: "" });
  expect(existsSync(at.config)).toBe(false);
});

test("nothing is kept of an account that the server does not take, nor of an organization that is another's", async () => {
  await using at = await place();
  writeFileSync(at.secretFile, "not-it", { mode: 0o600 });
  expect(await at.login(at.secretFile)).toMatchObject({ code: 1 });
  expect(await at.login("-", "--org", "1001")).toMatchObject({ code: 1 });
  expect(existsSync(at.config)).toBe(false);
});

test("of a secret that is typed nothing is shown, and Ctrl-C keeps nothing", async () => {
  await using at = await place();
  const args = ["login", "--base-url", program().url, ...ACCOUNT];
  const login = inTerminal(process.execPath, [CALLMARK, ...args], {
    environment: { PATH: process.env.PATH ?? "", CALLMARK_CONFIG: at.config },
  });
  await login.shows("Secret (client_secret)");
  login.type("typed-secret");
  login.type("\u0003");
  const { code, written } = await login.ended;
  expect(code).toBe(130);
  expect(written).not.toContain("typed");
  expect(existsSync(at.config)).toBe(false);
});
