import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Program } from "../../support/program.ts";

/** Is there a /proc to look into? */
export const HAS_PROC = existsSync("/proc/self/task");

/**
 * The process that serves, by its id. It is a child of this one and has none itself: a signal that is sent to it
 * reaches no launcher. Throws where that is not so.
 */
export function servingProcess({ databaseUrl }: Pick<Program, "databaseUrl">): number {
  const [pid, ...others] = childrenOf(process.pid).filter((child) => {
    const { args, environment } = started(child);
    return args.includes("serve") && environment.includes(`CALLMARK_DATABASE_URL=${databaseUrl}`);
  });
  if (pid === undefined || others.length > 0) throw new Error(`Not one process serves ${databaseUrl}`);
  const children = childrenOf(pid);
  if (children.length > 0) throw new Error(`The process ${pid} is a launcher of ${children.join(", ")}`);
  if (readlinkSync(`/proc/${pid}/exe`) !== readlinkSync("/proc/self/exe")) {
    throw new Error(`The process ${pid} runs on another Node`);
  }
  return pid;
}

/** How much memory a process has at the moment, in bytes. */
export function residentBytes(pid: number): number {
  return memoryOf(pid, "VmRSS");
}

/** How much it had at the most, in bytes. */
export function peakBytes(pid: number): number {
  return memoryOf(pid, "VmHWM");
}

function memoryOf(pid: number, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m");
  const kilobytes = line.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`The process ${pid} has no resident memory`);
  return Number(kilobytes) * 1024;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8")
      .split(" ")
      .filter((text) => text !== "")
      .map(Number),
  );
}

function started(pid: number): { readonly args: readonly string[]; readonly environment: readonly string[] } {
  const list = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8").split("\0");
  return { args: list("cmdline"), environment: list("environ") };
}
