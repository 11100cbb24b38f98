import Database from "better-sqlite3";
import { writeNewFile } from "../../new-file.ts";
import { makeOwnFile } from "./own-file.ts";

/** How long the copy waits for a lock, in milliseconds. */
const PATIENCE = 5_000;

/** A database that is there, and may be copied while it is written. */
export interface Backup extends Disposable {
  /**
   * Copies it into a new file, for its owner alone. The copy is one read transaction of the source, which goes on being
   * written; it has its name only once it is whole, checked, and on the disk. Throws an `Error` that says that it left
   * nothing behind.
   */
  copyInto(target: string): Promise<void>;
}

/** Opens a database to be copied; throws what SQLite says of a file that is missing, or is none. */
export function openBackup(source: string): Backup {
  const database = new Database(source, { fileMustExist: true, timeout: PATIENCE });
  try {
    // SQLite reads nothing of a file before it is asked for something.
    database.pragma("schema_version");
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    copyInto: (target) =>
      writeNewFile(target, "backup", async (file) => {
        await makeOwnFile(file);
        database.prepare("vacuum into ?").run(file);
        check(file);
      }),
    [Symbol.dispose]: () => {
      database.close();
    },
  };
}

function check(file: string): void {
  const database = new Database(file, { readonly: true });
  try {
    const said = database.pragma("integrity_check", { simple: true });
    if (said !== "ok") throw new Error(`the copy is not whole (${said})`);
  } finally {
    database.close();
  }
}
