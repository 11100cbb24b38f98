import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cpuOf, memoryOf } from "./load.ts";

const CALLMARK = fileURLToPath(new URL("../packages/cli/bin/callmark.js", import.meta.url));
const CONSTANT = fileURLToPath(new URL("constant.ts", import.meta.url));

/** A server of a process of its own. */
export interface Program extends AsyncDisposable {
  readonly port: number;
  /** User and system time so far, in microseconds. */
  cpu(): number;
  /** Resident memory, in bytes. */
  memory(): number;
}

/** `callmark serve` with its defaults, its access log going to a file. */
export function startCallmark(database: string, log: string): Promise<Program> {
  const environment = {
    CALLMARK_DATABASE_URL: `file:${database}`,
    CALLMARK_PORT: "0",
    CALLMARK_METRICS_PORT: "0",
  };
  return start([CALLMARK, "serve"], environment, openSync(log, "a"));
}

/** The yardstick: a bare Fastify that answers the same bytes, made once, to every request. */
export function startConstant(body: string): Promise<Program> {
  return start([CONSTANT], { BODY: body }, "ignore");
}

async function start(
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
  stderr: number | "ignore",
): Promise<Program> {
  const child = spawn(process.execPath, script, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", stderr],
  });
  const port = await portOf(child);
  const pid = child.pid ?? 0;
  return {
    port,
    cpu: () => cpuOf(pid),
    memory: () => memoryOf(pid),
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
