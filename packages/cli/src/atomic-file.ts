import { randomUUID } from "node:crypto";
import { renameSync } from "node:fs";
import { access, constants, type FileHandle, open, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "./errors.ts";

/** Bytes that are collected before they are written. */
const BUFFER = 256 * 1024;

export interface FileOptions {
  /** Whether a file of that name may be replaced. */
  readonly force: boolean;
  /** Who may read it, as `chmod` has it; what is usual unless given. */
  readonly mode?: number;
  /** Once it is aborted no file comes to be. */
  readonly signal?: AbortSignal;
}

/**
 * Throws `UsageError` where a file is there that may not be replaced, or what is none, such as a device, which never is;
 * and where none can be written.
 */
export async function expectFree(path: string, { force }: FileOptions): Promise<void> {
  await expectWritable(path);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isFile()) throw new UsageError(`${path} is neither a file nor free, and stays as it is`);
  if (!force) throw new UsageError(`${path} is there already: --force replaces it`);
}

/**
 * Throws `UsageError` where a path is a folder's, or nothing can be written into its folder: better before much work
 * than behind it.
 */
export async function expectWritable(path: string): Promise<void> {
  const found = await stat(resolve(path)).catch(() => undefined);
  if (found?.isDirectory()) throw new UsageError(`${path} is a folder: expected a file`);
  const folder = dirname(await behindLinks(path));
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code ?? error.message;
    throw new UsageError(`${path} cannot be written: nothing can be written into ${folder}: ${reason}`);
  });
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a file piece by piece under another name beside it, and gives it its own at the end: whoever looks sees all of
 * it, or nothing. Where the pieces end with an error, or the signal is aborted, nothing is left.
 */
export async function writeWhole(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  options: FileOptions,
): Promise<void> {
  await expectFree(path, options);
  const target = await behindLinks(path);
  const begun = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    const file = await open(begun, "wx", options.mode);
    try {
      await writeAll(file, pieces);
      await file.sync();
    } finally {
      await file.close();
    }
    await expectFree(path, options);
    // Nothing comes between these two: whoever is told that it was interrupted finds no file.
    options.signal?.throwIfAborted();
    renameSync(begun, target);
  } catch (error) {
    // What is told is why it failed, and not that something was left.
    await rm(begun, { force: true }).catch(() => {});
    throw named(error, path);
  }
}

/** Where a file is that a link may lead to: the link itself stays. */
function behindLinks(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** What the system refuses, with the name of the file that is meant: it names another, or none. */
function named(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  return new Error(`${path} cannot be written: ${error.message}`, { cause: error });
}

async function writeAll(file: FileHandle, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let kept = "";
  for await (const piece of pieces) {
    kept += piece;
    if (kept.length < BUFFER) continue;
    await file.write(kept);
    kept = "";
  }
  await file.write(kept);
}
