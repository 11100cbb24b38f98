import { settingFailure } from "../settings-error.ts";
import { isPostgresUrl } from "../store/postgres/url.ts";
import { openBackup } from "../store/sqlite/backup.ts";
import { AdminError } from "./error.ts";

/**
 * Copies the registry of a database URL, while it is served, into a new file: one moment's state. Throws an `Error` with
 * one clear line: where the URL leads to nothing that can be copied, and where the file exists, cannot be written, or
 * would not be whole.
 */
export async function backupRegistry(url: string, file: string): Promise<void> {
  using source = opened(url);
  await source.copyInto(file);
}

function opened(url: string): ReturnType<typeof openBackup> {
  if (!url.startsWith("file:")) {
    const scheme = url.split(":", 1)[0];
    const other = isPostgresUrl(url) ? "; pg_dump copies that one" : "";
    throw new AdminError(
      "usage",
      `CALLMARK_DATABASE_URL: Only a registry in a file can be backed up this way, not ${scheme}:${other}`,
    );
  }
  try {
    return openBackup(url.slice("file:".length));
  } catch (error) {
    const { message } = error as Error;
    throw settingFailure(
      "CALLMARK_DATABASE_URL",
      new Error(`${url} cannot be opened: ${message}`, { cause: error }),
    );
  }
}
