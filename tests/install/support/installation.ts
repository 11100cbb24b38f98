import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { stagePackages } from "../../../scripts/packages/stage.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const start = promisify(execFile);

/** What `npm pack` says of a tarball. */
export interface Tarball {
  readonly name: string;
  readonly filename: string;
  /** Bytes, packed and unpacked. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Every published package as a stranger gets it: built, packed, and installed into a folder that had nothing. */
export interface Installation extends AsyncDisposable {
  /** The folder with `node_modules`. */
  readonly folder: string;
  /** The folder of tarballs. */
  readonly packed: string;
  readonly tarballs: readonly Tarball[];
  /** The folder of an installed package, or a file in it. */
  path(name: string, file?: string): string;
  read(name: string, file: string): Promise<string>;
  /** Runs a command in the folder; throws what it said where it fails. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** Starts a command that goes on, with all that it starts. */
  start(command: string, args: readonly string[], options?: RunOptions): Started;
}

export interface RunOptions {
  /** A folder whose programs come first. */
  readonly first?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Started extends AsyncDisposable {
  /** The first group of a pattern, once the standard output has it. */
  printed(pattern: RegExp): Promise<string>;
}

/** Builds, packs and installs; what is from elsewhere comes from npm's cache where it is there. */
export async function install(): Promise<Installation> {
  const work = await mkdtemp(join(tmpdir(), "callmark-install-"));
  try {
    const staged = await stagePackages(join(work, "build"));
    const packed = join(work, "packed");
    const folder = join(work, "installed");
    await Promise.all([mkdir(packed), mkdir(folder)]);
    const options = (cwd: string) => ({ cwd, env: strangersEnvironment(), maxBuffer: 64 * 1024 * 1024 });
    const pack = ["pack", "--json", "--pack-destination", packed, ...staged];
    const tarballs = JSON.parse((await start("npm", pack, options(work))).stdout) as Tarball[];
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    // Whoever compiles for Node has its types.
    const types = `@types/node@${(await manifest(ROOT)).devDependencies?.["@types/node"]}`;
    const files = tarballs.map(({ filename }) => join(packed, filename));
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", types, ...files];
    await start("npm", args, options(folder));
    const path = (name: string, file = "") => join(folder, "node_modules", name, file);
    return {
      folder,
      packed,
      tarballs,
      path,
      read: (name, file) => readFile(path(name, file), "utf8"),
      run: async (command, args, run) =>
        (await start(command, args, { cwd: folder, env: strangersEnvironment(run) })).stdout,
      start: (command, args, run) => started(command, args, folder, run),
      [Symbol.asyncDispose]: () => rm(work, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

async function manifest(folder: string): Promise<{ devDependencies?: Readonly<Record<string, string>> }> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** A folder with one program, `node`. */
export async function folderWithNode(folder: string, node: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await symlink(node, join(folder, "node"));
  return folder;
}

/** The environment without what the tests, npm and the project have put into it. */
export function strangersEnvironment({
  first,
  environment = {},
}: RunOptions = {}): Record<string, string | undefined> {
  const own = /^(CALLMARK_|VITEST|NODE_(OPTIONS|PATH|ENV)$|npm_(?!config_(cache|registry)$)|INIT_CWD$)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name));
  const programs = (process.env.PATH ?? "").split(delimiter).filter((path) => !path.includes("node_modules"));
  return {
    ...Object.fromEntries(inherited),
    PATH: [...(first === undefined ? [] : [first]), ...programs].join(delimiter),
    ...environment,
  };
}

/** Starts a command in a folder, as a stranger would. */
export function started(
  command: string,
  args: readonly string[],
  cwd: string,
  options?: RunOptions,
): Started {
  // A group of its own, since npx does not pass signals on to what it starts.
  const child = spawn(command, args, { cwd, env: strangersEnvironment(options), detached: true });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    async printed(pattern) {
      for (;;) {
        const found = pattern.exec(stdout)?.[1];
        if (found !== undefined) return found;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${stdout}${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
      await closed;
    },
  };
}
