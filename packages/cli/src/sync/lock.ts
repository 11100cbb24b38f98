import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { UsageError } from "../errors.ts";

const NAME = /^lock\.([0-9]{1,6})$/;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** Another process has the lock. */
export class LockTaken extends UsageError {
  /** `process 1234`, or `process 1234 on another-host`. */
  readonly holder: string;
  /** The file that says so. */
  readonly path: string;

  constructor(holder: string, path: string) {
    super(`${path} is held by ${holder}`);
    this.holder = holder;
    this.path = path;
  }
}

/**
 * Takes the lock of a folder, so that no two processes work in it. One that a process left behind when it was killed
 * counts for nothing: the next one is taken, with the next number, and of two that want it only one can make the file.
 *
 * Throws `LockTaken` that names the process which has it.
 */
export async function takeLock(folder: string): Promise<AsyncDisposable> {
  const last = await expectUnlocked(folder);
  const path = join(folder, `lock.${last + 1}`);
  const holder: Holder = { pid: process.pid, host: hostname() };
  await writeFile(path, JSON.stringify(holder), { flag: "wx", mode: 0o600 }).catch((error) => {
    if (error.code === "EEXIST") throw new UsageError("Another process has begun to go on with it just now");
    throw error;
  });
  const release = () => rm(path, { force: true });
  try {
    await removeOthers(folder, last + 1);
  } catch (error) {
    await release();
    throw error;
  }
  return { [Symbol.asyncDispose]: release };
}

/** Throws `LockTaken` where a process has a folder's lock. Gives the number of the last that had it; 0 where none did. */
export async function expectUnlocked(folder: string): Promise<number> {
  const last = Math.max(0, ...(await numbersIn(folder)));
  if (last > 0) await expectDead(join(folder, `lock.${last}`));
  return last;
}

/** Throws where another one is alive: somebody came in between. */
async function removeOthers(folder: string, own: number): Promise<void> {
  for (const number of await numbersIn(folder)) {
    if (number === own) continue;
    const path = join(folder, `lock.${number}`);
    await expectDead(path);
    await rm(path, { force: true });
  }
}

async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

async function expectDead(path: string): Promise<void> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const { pid, host } = readHolder(text);
  if (pid === undefined || (host === hostname() && !isAlive(pid))) return;
  const where = host === hostname() ? "" : ` on ${host}`;
  throw new LockTaken(`process ${pid}${where}`, path);
}

/** Nothing where the file was not written whole. */
function readHolder(text: string): Partial<Holder> {
  try {
    return JSON.parse(text) as Partial<Holder>;
  } catch {
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
