import { randomUUID } from "node:crypto";
import { access, link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file that is not there yet. `make` writes it under another name beside it; it has its own only once it is
 * whole and on the disk. `what` it is, such as `backup`, is for the messages of errors: all say that nothing is left.
 */
export async function writeNewFile(
  target: string,
  what: string,
  make: (file: string) => Promise<void>,
): Promise<void> {
  if (await exists(target)) throw alreadyThere(target, what);
  // Another process may be writing its own beside it.
  let made = `${target}.${randomUUID()}.partial`;
  try {
    await make(made);
    await toDisk(made);
    await name(made, target, what);
    made = target;
    await toDisk(dirname(target));
  } catch (error) {
    await rm(made, { force: true });
    throw new Error(`The ${what} failed, and left nothing behind: ${(error as Error).message}`);
  }
}

function alreadyThere(target: string, what: string): Error {
  return new Error(`${target} exists already; a ${what} overwrites nothing`);
}

/** Gives a file its name, unless that was taken meanwhile: `rename` would replace what has it. */
async function name(made: string, target: string, what: string): Promise<void> {
  try {
    await link(made, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw alreadyThere(target, what);
    // Not every file system has a second name for a file.
    await rename(made, target);
    return;
  }
  await rm(made);
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
