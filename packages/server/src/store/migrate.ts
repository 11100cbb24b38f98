import type { Inspected, Migrated } from "./migrations/index.ts";
import { shownDatabaseUrl } from "./open.ts";
import { isPostgresUrl } from "./postgres/url.ts";

/**
 * Brings the registry of a database URL (`file:PATH` or `postgres://…`) to the newest schema; `partitions` is for a
 * new one on PostgreSQL. Throws an `Error` with one clear line, in which there is no password.
 */
export function migrateStore(url: string, asked: { readonly partitions?: number }): Promise<Migrated> {
  return told(url, "migrated", async () => {
    if (isPostgresUrl(url)) return (await import("./postgres/migrate.ts")).migrate(url, asked);
    return (await import("./sqlite/migrate.ts")).migrate(url.slice("file:".length));
  });
}

/** What such a database has seen, without a change to it. Throws as `migrateStore` does. */
export function inspectStore(url: string): Promise<Inspected> {
  return told(url, "inspected", async () => {
    if (isPostgresUrl(url)) return (await import("./postgres/migrate.ts")).inspect(url);
    return (await import("./sqlite/migrate.ts")).inspect(url.slice("file:".length));
  });
}

async function told<T>(url: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${shownDatabaseUrl(url)} cannot be ${what}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
