import type { Store } from "../registry/store.ts";
import type { Bulk } from "./bulk.ts";
import type { StoreOptions } from "./options.ts";
import { isPostgresUrl, shownPostgresUrl } from "./postgres/url.ts";

/** Each engine with the library that it stands on, loaded where a registry is kept in it. */
const sqlite = () => import("./sqlite/store.ts");
const postgres = () => import("./postgres/store.ts");

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
export function openStore(url: string, options?: StoreOptions): Promise<Store> {
  return opened(url, async () => {
    if (isPostgresUrl(url)) return (await postgres()).openPostgresStore(url, options);
    const { openSqliteStore, openTemporaryStore } = await sqlite();
    return url === "memory:"
      ? openTemporaryStore(options)
      : openSqliteStore(url.slice("file:".length), options);
  });
}

/**
 * Opens a registry for the long work of its operator; one in memory is nobody else's. `mustExist`: a file that is
 * missing is not made. Throws as `openStore` does.
 */
export function openBulk(url: string, options: { readonly mustExist: boolean }): Promise<Bulk> {
  return opened(url, async () => {
    if (isPostgresUrl(url)) return (await import("./postgres/bulk.ts")).openPostgresBulk(url);
    if (url === "memory:") throw new Error("it ends with its process");
    const { openSqliteBulk } = await import("./sqlite/bulk.ts");
    return openSqliteBulk(url.slice("file:".length), options);
  });
}

async function opened<T>(url: string, open: () => Promise<T>): Promise<T> {
  if (!isDatabaseUrl(url)) throw new Error(`A database URL is ${DATABASE_URLS}`);
  try {
    return await open();
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${shownDatabaseUrl(url)} cannot be opened: ${message}`, { cause: error });
  }
}
