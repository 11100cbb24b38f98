import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cpuOf, exchange, memoryOf } from "./load.ts";

/** The program, whose first line says how it is started. */
export const CALLMARK = fileURLToPath(new URL("../packages/cli/bin/callmark.js", import.meta.url));
/** Where that line finds the Node that the bench runs on. */
export const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
const CONSTANT = fileURLToPath(new URL("constant.ts", import.meta.url));
const BARE_HANDLER = fileURLToPath(new URL("bare-handler.ts", import.meta.url));

/** A server of a process of its own. */
export interface Program extends AsyncDisposable {
  readonly port: number;
  /** User and system time so far, in microseconds. */
  cpu(): number;
  /** Resident memory, in bytes. */
  memory(): number;
  /** The body that answers a request. */
  fetch(request: string): Promise<string>;
}

export interface Callmark extends Program {
  /** The values of a metric that it serves, by the text of their labels. */
  metric(name: string): Promise<ReadonlyMap<string, number>>;
}

export interface CallmarkOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Caller IDs need nothing of their brand, and stay as they were submitted: what is measured is the request alone. */
export const UNHINDERED = {
  CALLMARK_REQUIRE_SHARED_BRAND: "waived",
  CALLMARK_REQUIRE_PUBLISHED_BRAND: "waived",
  CALLMARK_REQUIRE_PUBLISHED_LOGO: "waived",
  CALLMARK_REVIEW: "manual",
} as const;

/** `callmark serve`, unhindered but otherwise with its defaults, its access log going to a file. */
export async function startCallmark(
  databaseUrl: string,
  log: string,
  { arguments: args = [], environment = {} }: CallmarkOptions = {},
): Promise<Callmark> {
  const settings = {
    CALLMARK_DATABASE_URL: databaseUrl,
    CALLMARK_PORT: "0",
    CALLMARK_METRICS_PORT: "0",
    ...UNHINDERED,
    ...environment,
  };
  const program = await start(CALLMARK, ["serve", ...args], settings, openSync(log, "w"));
  return { ...program, metric: (name) => readMetric(log, name) };
}

/** Bytes at the beginning of a log, in which the start is; all of it would be too long for a text. */
const START = 64 * 1024;

async function readMetric(log: string, name: string): Promise<ReadonlyMap<string, number>> {
  const [, url = ""] = /"url":"(http:[^"]*)","msg":"metrics are served"/.exec(startOf(log)) ?? [];
  const text = await (await fetch(url)).text();
  const samples = text.split("\n").filter((line) => line.startsWith(name));
  return new Map(
    samples.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(name.length, at), Number(line.slice(at + 1))];
    }),
  );
}

function startOf(log: string): string {
  const file = openSync(log, "r");
  try {
    const bytes = Buffer.alloc(START);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** The yardstick: a bare Fastify that answers the same bytes, made once, to every request. */
export function startConstant(body: string): Promise<Program> {
  return start(process.execPath, [CONSTANT], { BODY: body }, "ignore");
}

/** Another: a handler that answers with pages of a registry, and does nothing else. */
export function startBareHandler(database: string): Promise<Program> {
  return start(process.execPath, [BARE_HANDLER], { DATABASE: database }, "ignore");
}

/** A server of somebody else's, that listens on a port it was told. */
export async function startServer(args: readonly string[], port: number): Promise<Program> {
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isUp) return programOf(child, port);
    if (tries === 600 || child.exitCode !== null) throw new Error("A server does not listen");
    await setTimeout(100);
  }
}

async function start(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  stderr: number | "ignore",
): Promise<Program> {
  const child = spawn(program, args, {
    env: { ...process.env, PATH, ...environment },
    stdio: ["ignore", "pipe", stderr],
  });
  return programOf(child, await portOf(child));
}

function programOf(child: ChildProcess, port: number): Program {
  const pid = child.pid ?? 0;
  return {
    port,
    cpu: () => cpuOf(pid),
    memory: () => memoryOf(pid),
    fetch: (request) => exchange(port, request),
    async [Symbol.asyncDispose]() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once("exit", (code) => reject(new Error(`A server ended with ${code} before it listened`)));
  });
}
