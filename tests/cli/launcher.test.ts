import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CALLMARK, oldNode, PINNED_NODE, run, start, temporaryRegistry } from "./support.ts";

const node = await oldNode();
if (node === undefined) console.warn("No Node older than 24 on the PATH: the launcher's tests are skipped");

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    () => true,
    () => false,
  );
}

describe.skipIf(node === undefined)("on a Node that is too old", () => {
  const old = { node: node ?? "" };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "callmark-launcher-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A script for pinned-node.js. */
  function script(text: string): string {
    const file = join(folder, `${crypto.randomUUID()}.mjs`);
    writeFileSync(file, text);
    return file;
  }

  test("the program runs on the Node that it brings, with its arguments and exit codes", async () => {
    expect(await run(["--version"], old)).toMatchObject({ code: 0, stderr: "" });
    expect(await run(["admin", "org", "add", "--nonsense"], old)).toMatchObject({ code: 2, stdout: "" });
  });

  test("any script does, and sees what it would see by itself", async () => {
    const file = script("console.log(JSON.stringify([process.versions.node, process.argv.slice(1)]));");
    const { stdout, code } = await run([file, "a", "--b"], { ...old, script: PINNED_NODE });
    const [version, args] = JSON.parse(stdout) as [string, string[]];
    expect(code).toBe(0);
    expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(24);
    expect(args).toEqual([file, "a", "--b"]);
  });

  test("ends as the program ends: its exit code, or its signal", async () => {
    const pinned = { ...old, script: PINNED_NODE };
    expect(await run([script("process.exitCode = 7;")], pinned)).toMatchObject({ code: 7, signal: null });
    const killed = script("process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 10_000);");
    expect(await run([killed], pinned)).toMatchObject({ code: null, signal: "SIGKILL" });
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "passes %s on: a server stops and the end is 0",
    async (signal) => {
      using registry = temporaryRegistry();
      const settings = { ...registry.settings, CALLMARK_PORT: "0" };
      const { child, ended, printed } = start(["serve"], { ...old, settings });
      const [address] = await printed(ADDRESS);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, signal: null });
      expect(await answers(address)).toBe(false);
    },
  );

  test("a launcher that is killed leaves no server behind", async () => {
    using registry = temporaryRegistry();
    const settings = { ...registry.settings, CALLMARK_PORT: "0" };
    const { child, ended, printed } = start(["serve"], { ...old, settings });
    const [address] = await printed(ADDRESS);
    expect(await answers(address)).toBe(true);
    child.kill("SIGKILL");
    // The server holds the output open: this ends when it does.
    expect(await ended).toMatchObject({ code: null, signal: "SIGKILL" });
    await sleep(100);
    expect(await answers(address)).toBe(false);
  });

  test("without the Node that it brings it says so in one line", async () => {
    const alone = join(folder, "alone", "bin");
    mkdirSync(alone, { recursive: true });
    writeFileSync(join(folder, "alone", "package.json"), '{"type":"module"}');
    cpSync(dirname(CALLMARK), alone, { recursive: true });
    const { code, stdout, stderr } = await run(["serve"], { ...old, script: join(alone, "callmark.js") });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^callmark needs Node 24 or newer and runs on v\d+\.\S+: .* is not installed .*\n$/,
    );
  });
});

test("pinned-node.js without a script says what it takes", async () => {
  const { code, stderr } = await run([], { script: PINNED_NODE });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "usage: node pinned-node.js SCRIPT [ARGUMENT...]\n" });
});
