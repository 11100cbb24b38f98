import { settingFailure } from "../settings-error.ts";
import { inspectStore, migrateStore } from "../store/migrate.ts";
import type { Inspected, Migrated } from "../store/migrations/index.ts";
import { isPostgresUrl } from "../store/postgres/url.ts";
import { AdminError } from "./error.ts";

/**
 * Brings the registry of a database URL to the newest schema. `partitions`: a new one on PostgreSQL gets so many of
 * them for each table that grows. Throws an `Error` with one clear line.
 */
export async function migrateRegistry(
  url: string,
  asked: { readonly partitions?: number },
): Promise<Migrated> {
  expectKept(url);
  if (asked.partitions !== undefined && !isPostgresUrl(url)) {
    throw new AdminError("usage", "Only a registry on PostgreSQL can have partitions");
  }
  return migrateStore(url, asked).catch(wrongUrl);
}

export interface RegistryStatus extends Inspected {
  /** Has it seen exactly the migrations that this program knows? */
  readonly current: boolean;
}

/** What the registry of a database URL has seen of the migrations, and its layout; nothing is changed. */
export async function registryStatus(url: string): Promise<RegistryStatus> {
  expectKept(url);
  const inspected = await inspectStore(url).catch(wrongUrl);
  return { current: inspected.missing.length === 0 && inspected.newer.length === 0, ...inspected };
}

function wrongUrl(error: unknown): never {
  throw settingFailure("CALLMARK_DATABASE_URL", error);
}

function expectKept(url: string): void {
  if (url !== "memory:") return;
  throw new AdminError("usage", "CALLMARK_DATABASE_URL is memory:, which ends with its process");
}
