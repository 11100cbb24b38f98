import { isPostgresUrl } from "./postgres/url.ts";
import { backupSqlite } from "./sqlite/backup.ts";

/**
 * Copies a registry, while it is served, into a new file: one moment's state. Throws an `Error` with one clear line
 * where the file exists, cannot be written, or would not be whole.
 */
export async function backupStore(url: string, file: string): Promise<void> {
  if (!url.startsWith("file:")) {
    const other = isPostgresUrl(url) ? "; pg_dump copies that one" : "";
    throw new Error(
      `Only a registry in a file can be backed up this way, not ${url.split(":", 1)[0]}:${other}`,
    );
  }
  await backupSqlite(url.slice("file:".length), file);
}
