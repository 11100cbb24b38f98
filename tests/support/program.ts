import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import type { Folder } from "./folder.ts";
import { newPlace } from "./place.ts";

const ENTRY = fileURLToPath(new URL("../../packages/cli/bin/callmark.js", import.meta.url));
const STARTED = /callmark serves (?:the demo on )?(http:\/\/\S+)\n/;

/** What most tests ask for: caller IDs need nothing of their brand, and stay as they were submitted; no console, built or not. */
export const UNHINDERED = {
  CALLMARK_REQUIRE_SHARED_BRAND: "waived",
  CALLMARK_REQUIRE_PUBLISHED_BRAND: "waived",
  CALLMARK_REQUIRE_PUBLISHED_LOGO: "waived",
  CALLMARK_REVIEW: "manual",
  CALLMARK_CONSOLE: "off",
} as const;

export interface ProgramOptions {
  readonly demo?: boolean;
  /** How many processes answer. */
  readonly workers?: number;
  /** Settings, and what else its environment shall have in place of this process's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the registry is kept; a place that goes with the program, unless given. */
  readonly databaseUrl?: string;
}

/** A program that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `callmark serve`, started as a stranger would start it. */
export interface Program extends AsyncDisposable {
  readonly url: string;
  readonly databaseUrl: string;
  /** What it has printed for a person so far. */
  stdout(): string;
  /** What it has logged so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Asks it to stop, as a service manager does, and gives what is left of it. */
  stop(): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

/** Starts `callmark serve` on a free port and waits for its address. Throws what it said where it does not start. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const place = options.databaseUrl === undefined ? await newPlace() : undefined;
  const databaseUrl = options.databaseUrl ?? place?.databaseUrl ?? "";
  const { demo, workers } = options;
  const args = ["serve", ...(demo ? ["--demo"] : []), ...(workers ? ["--workers", String(workers)] : [])];
  const process = launch(args, {
    CALLMARK_PORT: "0",
    CALLMARK_DATABASE_URL: databaseUrl,
    ...UNHINDERED,
    ...options.environment,
  });
  const url = await process.printed(STARTED).catch(async (error: unknown) => {
    await place?.[Symbol.asyncDispose]();
    throw error;
  });
  const stop = () => {
    process.child.kill("SIGTERM");
    return process.ended;
  };
  return {
    url,
    databaseUrl,
    stdout: process.stdout,
    log: process.stderr,
    signal: (name) => process.child.kill(name),
    stop,
    ended: process.ended,
    async [Symbol.asyncDispose]() {
      await stop();
      await place?.[Symbol.asyncDispose]();
    },
  };
}

/** Runs `callmark` with these arguments to its end. */
export function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  return launch(args, environment).ended;
}

const shared = new Map<string, () => Program>();

/** The program with these options that the tests of one run of a test file have in common. */
export function sharedProgram(options: ProgramOptions = {}): () => Program {
  const key = JSON.stringify(options);
  const known = shared.get(key);
  if (known !== undefined) return known;
  let program: Program | undefined;
  beforeAll(async () => {
    program = await startProgram(options);
  });
  afterAll(() => program?.[Symbol.asyncDispose]());
  const started = () => {
    if (program === undefined) throw new Error("The program has not been started");
    return program;
  };
  shared.set(key, started);
  return started;
}

/** The URL of a SQLite file in a folder. */
export function fileUrlIn(folder: Folder): string {
  return `file:${join(folder.path, "registry.db")}`;
}

function launch(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CALLMARK_"));
  const child: ChildProcess = spawn(process.execPath, [ENTRY, ...args], {
    // Through the channel the program notices when the tests are gone, and stops.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...Object.fromEntries(inherited), ...environment },
  });
  const stdout = collected(child.stdout);
  const stderr = collected(child.stderr);
  const ended = once(child, "close").then(
    ([code]): Ended => ({ code: code as number | null, stdout: stdout(), stderr: stderr() }),
  );
  return { child, stdout, stderr, ended, printed: (what: RegExp) => printed(child, stdout, ended, what) };
}

function collected(stream: ChildProcess["stdout"]): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** The first group of `what` once it stands on the standard output. */
async function printed(
  child: ChildProcess,
  stdout: () => string,
  ended: Promise<Ended>,
  what: RegExp,
): Promise<string> {
  for (;;) {
    const found = what.exec(stdout())?.[1];
    if (found !== undefined) return found;
    const end = await Promise.race([ended, once(child.stdout ?? child, "data").then(() => undefined)]);
    if (end !== undefined) throw new Error(`callmark ended with ${end.code}: ${end.stderr}${end.stdout}`);
  }
}
