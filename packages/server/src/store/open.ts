import type { Store } from "../registry/store.ts";
import type { StoreOptions } from "./options.ts";
import { openPostgresStore } from "./postgres/store.ts";
import { isPostgresUrl, shownPostgresUrl } from "./postgres/url.ts";
import { openSqliteStore, openTemporaryStore } from "./sqlite/store.ts";

/** What `openStore` takes, for messages. */
export const DATABASE_URLS = "file:PATH, memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE";

/** What a replica's URL is, for messages. */
export const REPLICA_URLS = "postgres://USER:PASSWORD@HOST:PORT/DATABASE";

/** Is this the URL of a database that has replicas, or of such a replica? */
export const isReplicated = isPostgresUrl;

/** Can `openStore` open this? */
export function isDatabaseUrl(url: string): boolean {
  return url === "memory:" || (url.startsWith("file:") && url.length > "file:".length) || isPostgresUrl(url);
}

/** A database URL as messages may show it: without a password. */
export function shownDatabaseUrl(url: string): string {
  return isPostgresUrl(url) ? shownPostgresUrl(url) : url;
}

/**
 * Opens the registry that a database URL names: `file:PATH` (SQLite), `memory:` (goes with the process), or
 * `postgres://…`. Throws an `Error` with one clear line, in which there is no password.
 */
export async function openStore(url: string, options?: StoreOptions): Promise<Store> {
  try {
    if (isPostgresUrl(url)) return await openPostgresStore(url, options);
    if (url === "memory:") return await openTemporaryStore(options);
    if (isDatabaseUrl(url)) return await openSqliteStore(url.slice("file:".length), options);
  } catch (error) {
    throw new Error(`${shownDatabaseUrl(url)} cannot be opened: ${(error as Error).message}`);
  }
  throw new Error(`A database URL is ${DATABASE_URLS}`);
}
