import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Folder } from "../../support/folder.ts";
import { fileUrlIn, UNHINDERED } from "../../support/program.ts";
import { ENTRY } from "./command.ts";

const WRITES = ["write", "writev", "sendto", "sendmsg", "pwrite64"];
const SYNCS = ["fdatasync", "fsync"];
/** More than a page of the database, so that a row's text stands in the trace whole. */
const SHOWN_BYTES = 6_000;

/** One call of the system: what a write writes, or a wait for the disk. */
export interface SystemCall {
  readonly kind: "write" | "sync";
  /** The file, or `socket:[…]`. */
  readonly to: string;
  /** The arguments behind it as strace prints them, with `\"` for a quote. */
  readonly text: string;
  /** Where in the trace the call begins and returns; calls of several threads overlap. */
  readonly begins: number;
  readonly ends: number;
}

/** Can strace be run here? In some containers it is there and not permitted. */
export function canTrace(): boolean {
  return spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
}

/** Starts `callmark serve` under strace; `stop` ends it and gives what it asked of the system, in order. */
export async function startTraced(folder: Folder) {
  const trace = join(folder.path, "trace");
  const databaseUrl = fileUrlIn(folder);
  const what = `trace=${[...WRITES, ...SYNCS].join()}`;
  const options = ["-f", "-y", "-s", String(SHOWN_BYTES), "-e", what, "-e", "signal=none", "-o", trace];
  const strace = spawn("strace", [...options, process.execPath, ENTRY, "serve"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env.PATH,
      CALLMARK_PORT: "0",
      CALLMARK_METRICS_PORT: "off",
      CALLMARK_LOG_LEVEL: "warn",
      CALLMARK_DATABASE_URL: databaseUrl,
      ...UNHINDERED,
    },
  });
  const exited = once(strace, "exit");
  const stop = async (): Promise<SystemCall[]> => {
    const traced = Number.parseInt(await readFile(trace, "utf8"), 10);
    if (strace.exitCode === null) process.kill(traced, "SIGTERM");
    await exited;
    return callsOf(await readFile(trace, "utf8"));
  };
  let printed = "";
  for await (const chunk of strace.stdout.setEncoding("utf8")) {
    printed += chunk;
    const url = /callmark serves (\S+)\n/.exec(printed)?.[1];
    if (url !== undefined) return { url, databaseUrl, stop };
  }
  throw new Error(`callmark ended under strace: ${printed}`);
}

const BEGINS = /^(\d+) +(\w+)\(\d+<(.*?)>(.*)$/;
const RESUMES = /^(\d+) +<\.\.\. \w+ resumed>/;

function callsOf(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const underWay = new Map<string, Omit<SystemCall, "ends">>();
  for (const [at, line] of trace.split("\n").entries()) {
    const resumed = RESUMES.exec(line);
    if (resumed?.[1] !== undefined) {
      const begun = underWay.get(resumed[1]);
      underWay.delete(resumed[1]);
      if (begun !== undefined) calls.push({ ...begun, ends: at });
      continue;
    }
    const [, thread = "", name = "", to = "", text = ""] = BEGINS.exec(line) ?? [];
    if (thread === "") continue;
    const call = { kind: SYNCS.includes(name) ? "sync" : "write", to, text, begins: at } as const;
    if (text.endsWith("<unfinished ...>")) underWay.set(thread, call);
    else calls.push({ ...call, ends: at });
  }
  return calls;
}
