import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing. Throws what the system says of the one that it does not make;
 * Node's own `recursive` never ends where nobody can make any, as below `/proc`.
 */
export async function makeFolder(path: string): Promise<void> {
  if ((await made(path)) !== "noParent") return;
  await makeFolder(dirname(path));
  await mkdir(path).catch(unlessThere);
}

async function made(path: string): Promise<"made" | "noParent"> {
  try {
    await mkdir(path).catch(unlessThere);
    return "made";
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    return "noParent";
  }
}

/** Another process may have made it meanwhile. Whether it is a folder, whoever uses it will see. */
function unlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
