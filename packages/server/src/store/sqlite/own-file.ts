import { writeFile } from "node:fs/promises";

/**
 * Makes an empty file that its owner alone may read, unless there is a file already. SQLite would make one that
 * everybody may read who can reach it, and gives the files beside a database its mode. What else is wrong with the path,
 * SQLite says in its own words.
 */
export async function makeOwnFile(path: string): Promise<void> {
  await writeFile(path, "", { flag: "wx", mode: 0o600 }).catch(() => {});
}
