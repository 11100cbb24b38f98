import type { Store } from "../registry/store.ts";
import { openSqliteStore, openTemporaryStore, type SqliteOptions } from "./sqlite/store.ts";

/** What `openStore` takes, for messages. */
export const DATABASE_URLS = "file:PATH or memory:";

/** Can `openStore` open this? */
export function isDatabaseUrl(url: string): boolean {
  return url === "memory:" || (url.startsWith("file:") && url.length > "file:".length);
}

/** Opens the registry that a database URL names: `file:PATH` (SQLite) or `memory:` (goes with the process). */
export async function openStore(url: string, options?: SqliteOptions): Promise<Store> {
  if (url === "memory:") return openTemporaryStore(options);
  if (isDatabaseUrl(url)) return openSqliteStore(url.slice("file:".length), options);
  throw new Error(`A database URL is ${DATABASE_URLS}, not ${url}`);
}
