import Database from "better-sqlite3";
import { writeNewFile } from "../../new-file.ts";

/** How long the copy waits for a lock, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Copies a database into a new file. The copy is one read transaction of the source, which goes on being written; it
 * has its name only once it is whole, checked, and on the disk.
 */
export async function backupSqlite(source: string, target: string): Promise<void> {
  await writeNewFile(target, "backup", async (file) => {
    copy(source, file);
    check(file);
  });
}

function copy(source: string, file: string): void {
  const database = new Database(source, { fileMustExist: true, timeout: PATIENCE });
  try {
    database.prepare("vacuum into ?").run(file);
  } finally {
    database.close();
  }
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
