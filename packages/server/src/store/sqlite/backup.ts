import { randomUUID } from "node:crypto";
import { access, link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import Database from "better-sqlite3";

/** How long the copy waits for a lock, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Copies a database into a new file. The copy is one read transaction of the source, which goes on being written; it
 * has its name only once it is whole, checked, and on the disk.
 */
export async function backupSqlite(source: string, target: string): Promise<void> {
  if (await exists(target)) throw alreadyThere(target);
  // Another backup may be writing its own copy beside it.
  let made = `${target}.${randomUUID()}.partial`;
  try {
    const database = new Database(source, { fileMustExist: true, timeout: PATIENCE });
    try {
      database.prepare("vacuum into ?").run(made);
    } finally {
      database.close();
    }
    check(made);
    await toDisk(made);
    await name(made, target);
    made = target;
    await toDisk(dirname(target));
  } catch (error) {
    await rm(made, { force: true });
    throw new Error(`The backup failed, and left nothing behind: ${(error as Error).message}`);
  }
}

function alreadyThere(target: string): Error {
  return new Error(`${target} exists already; a backup overwrites nothing`);
}

/** Gives a file its name, unless that was taken meanwhile: `rename` would replace what has it. */
async function name(made: string, target: string): Promise<void> {
  try {
    await link(made, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw alreadyThere(target);
    // Not every file system has a second name for a file.
    await rename(made, target);
    return;
  }
  await rm(made);
}

function check(file: string): void {
  const copy = new Database(file, { readonly: true });
  try {
    const said = copy.pragma("integrity_check", { simple: true });
    if (said !== "ok") throw new Error(`the copy is not whole (${said})`);
  } finally {
    copy.close();
  }
}

async function toDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
