import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";

/** The program as it is started: `node CALLMARK …`. */
export const CALLMARK = fileURLToPath(new URL("../../packages/cli/bin/callmark.js", import.meta.url));
export const PINNED_NODE = fileURLToPath(new URL("../../packages/cli/bin/pinned-node.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** The Node that starts it; this one unless told otherwise. */
  readonly node?: string;
  readonly script?: string;
  readonly cwd?: string;
  /** What it reads on its standard input, which ends then; `open`: nothing yet, and no end. */
  readonly stdin?: string | "open";
}

/** Starts the program as a shell would: without this process's settings, and with its output caught. */
export function start(args: readonly string[], options: StartOptions = {}) {
  const { settings = {}, node = process.execPath, script = CALLMARK, cwd, stdin } = options;
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(CALLMARK_|FORCE_COLOR$|NODE_OPTIONS$)/.test(name),
  );
  const child = spawn(node, [script, ...args], {
    env: { ...Object.fromEntries(own), ...settings },
    stdio: ["pipe", "pipe", "pipe"],
    ...(cwd !== undefined && { cwd }),
  });
  // It may end without having read all.
  child.stdin.on("error", () => {});
  if (stdin !== "open") child.stdin.end(stdin);
  // A test that fails half-way leaves nothing running.
  if (expect.getState().currentTestName !== undefined) onTestFinished(() => void child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  /** Waits until the standard output has what a pattern asks for, and gives the match. */
  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(stdout);
      if (match !== null) return match;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`ended before it printed ${pattern}:\n${stdout}\n${stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, printed };
}

export function run(args: readonly string[], options?: StartOptions): Promise<Ended> {
  return start(args, options).ended;
}

/** A folder that goes with the test, and the settings for a database in it; with org 1001 and its brands where wanted. */
export async function registryWith(brands: readonly string[] = []) {
  const registry = temporaryRegistry();
  await using store = await openStore(registry.settings.CALLMARK_DATABASE_URL);
  await store.addOrg({ orgId: "1001", now: Date.now() });
  for (const brandId of brands) await store.addBrand({ orgId: "1001", brandId, now: Date.now() });
  return registry;
}

/** The same, as it is before anything was done on it. */
export function temporaryRegistry() {
  const folder = mkdtempSync(join(tmpdir(), "callmark-cli-"));
  const file = join(folder, "registry.db");
  const settings = { CALLMARK_DATABASE_URL: `file:${file}` };
  return {
    folder,
    file,
    settings,
    run: (...args: string[]) => run(args, { settings }),
    /** What a command prints with `--json`; it must succeed. */
    async json<Result>(...args: string[]): Promise<Result> {
      const ended = await run([...args, "--json"], { settings });
      if (ended.code !== 0) throw new Error(`${args.join(" ")}: ${ended.code}\n${ended.stderr}`);
      return JSON.parse(ended.stdout) as Result;
    },
    /** Every caller ID, as the wire shows it. */
    dump(): string[] {
      using database = new DatabaseSync(file, { readOnly: true });
      const rows = database.prepare("select body from caller_ids order by created, id").all();
      return rows.map((row) => String(row.body));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The first Node on the PATH that is too old to run the program, and so leaves it to the launcher. */
export async function oldNode(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const node = join(folder, "node");
    try {
      accessSync(node, constants.X_OK);
      const { stdout } = await run(["process.versions.node"], { node, script: "-p" });
      if (Number(stdout.split(".")[0]) < 24) return node;
    } catch {
      // No Node there, or none that starts.
    }
  }
  return undefined;
}
