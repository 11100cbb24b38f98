import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { CLIENT, ORG } from "./data.ts";
import { CALLMARK, PATH } from "./program.ts";

/** Milliseconds between looks at a process's memory. */
const LOOK_EVERY = 20;

/** A command that has ended. */
export interface Ran<Result> {
  /** What it printed with `--json`. */
  readonly result: Result;
  /** From its start to its end. */
  readonly seconds: number;
  /** The most that was resident, in bytes (Linux). */
  readonly peak: number;
  /** User and system time, in microseconds. */
  readonly cpu: number;
}

/** Runs `callmark … --json` for the bench's account to its end, which must be a good one. */
export async function runCommand<Result>(
  args: readonly string[],
  { url, brand, folder }: { readonly url: string; readonly brand: string; readonly folder: string },
): Promise<Ran<Result>> {
  const started = performance.now();
  const child = spawn(CALLMARK, [...args, "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH,
      CALLMARK_CONFIG: `${folder}/config`,
      CALLMARK_STATE: `${folder}/state`,
      CALLMARK_BASE_URL: url,
      CALLMARK_ORG: ORG,
      CALLMARK_BRAND: brand,
      CALLMARK_CLIENT_ID: CLIENT.id,
      CALLMARK_CLIENT_SECRET: CLIENT.secret,
    },
  });
  let peak = 0;
  let cpu = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
      const [, fields = ""] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ");
      // In hundredths of a second; see proc(5).
      const [user, system] = fields.split(" ").slice(11, 13).map(Number);
      cpu = ((user ?? 0) + (system ?? 0)) * 10_000;
    } catch {
      // It has ended.
    }
  }, LOOK_EVERY);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(look);
  if (code !== 0) throw new Error(`callmark ${args.join(" ")} ended with ${code}: ${stderr}${stdout}`);
  return { result: JSON.parse(stdout) as Result, seconds: (performance.now() - started) / 1000, peak, cpu };
}
