import { UsageError } from "../errors.ts";

type Admin = typeof import("@callmark/server/admin");

/** What a command on the database works with. */
export interface Registry {
  readonly store: Awaited<ReturnType<Admin["openStore"]>>;
  readonly settings: ReturnType<Admin["readSettings"]>;
  readonly admin: Admin;
}

/** What a command works with that reads all of a database, or writes much of it. */
export interface BulkRegistry extends Omit<Registry, "store"> {
  readonly bulk: Awaited<ReturnType<Admin["openBulk"]>>;
}

/** Loads the server's code, opens the database that the settings name, and closes it after the work. */
export function withRegistry<Result>(work: (registry: Registry) => Promise<Result>): Promise<Result> {
  return withDatabase(
    (url, { openStore }) => openStore(url),
    (store, rest) => work({ store, ...rest }),
  );
}

/** The same for long work. `mustExist`: a file that is missing is not made. */
export function withBulk<Result>(
  options: { readonly mustExist: boolean },
  work: (registry: BulkRegistry) => Promise<Result>,
): Promise<Result> {
  return withDatabase(
    (url, { openBulk }) => openBulk(url, options),
    (bulk, rest) => work({ bulk, ...rest }),
  );
}

async function withDatabase<Opened extends AsyncDisposable, Result>(
  open: (url: string, admin: Admin) => Promise<Opened>,
  work: (opened: Opened, rest: Omit<Registry, "store">) => Promise<Result>,
): Promise<Result> {
  const admin = await import("@callmark/server/admin");
  const settings = admin.readSettings(process.env);
  const url = settings.CALLMARK_DATABASE_URL;
  if (url === "memory:") {
    throw new UsageError(
      "CALLMARK_DATABASE_URL is memory:, which ends with its process: expected one that stays, such as file:data/callmark.db",
    );
  }
  await using opened = await open(url, admin).catch((error: unknown) => {
    throw admin.settingFailure("CALLMARK_DATABASE_URL", error);
  });
  try {
    return await work(opened, { settings, admin });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "StoreUnavailable") throw error;
    throw new Error(
      `${admin.shownDatabaseUrl(url)} is busy, full or away, and was not changed: ${error.message}`,
    );
  }
}
