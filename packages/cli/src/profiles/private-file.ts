import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../atomic-file.ts";
import { UsageError } from "../errors.ts";

/** For the owner alone. */
const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;
/** What the group and others may do with a file. */
const OTHERS = 0o077;

/**
 * The text of a file that may hold a secret; `undefined` where there is none. Throws `UsageError` where others than
 * its owner may read or write it.
 */
export async function readSecretFile(path: string): Promise<string | undefined> {
  const file = await open(path).catch(absent);
  if (file === undefined) return undefined;
  try {
    const { mode } = await file.stat();
    // Windows has no such modes; the user's profile folder is private there.
    if (process.platform !== "win32" && (mode & OTHERS) !== 0) {
      throw new UsageError(
        `${path} holds a secret, and others can read or write it: its mode is ${(mode & 0o777).toString(8)}`,
        `→ chmod 600 ${path}`,
      );
    }
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** The text of a file; `undefined` where there is none. */
export async function readTextFile(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(absent);
}

/** Puts a file in place of another at once, readable by its owner alone: whoever reads sees the old one or the new. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: OWN_FOLDER });
  await writeWhole(path, [text], { force: true, mode: OWN_FILE });
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
