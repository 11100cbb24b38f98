import { UsageError } from "../errors.ts";

type Server = typeof import("@callmark/server");
type Admin = typeof import("@callmark/server/admin");

/** What a command on the database works with. */
export interface Registry {
  readonly store: Awaited<ReturnType<Server["openStore"]>>;
  readonly settings: ReturnType<Server["readSettings"]>;
  readonly admin: Admin;
}

/** Loads the server's code, opens the database that the settings name, and closes it after the work. */
export async function withRegistry<Result>(work: (registry: Registry) => Promise<Result>): Promise<Result> {
  const [{ readSettings, openStore, shownDatabaseUrl }, admin] = await Promise.all([
    import("@callmark/server"),
    import("@callmark/server/admin"),
  ]);
  const settings = readSettings(process.env);
  const url = settings.CALLMARK_DATABASE_URL;
  if (url === "memory:") {
    throw new UsageError(
      "CALLMARK_DATABASE_URL is memory:, which goes with its process: expected one that stays, such as file:data/callmark.db",
    );
  }
  await using store = await openStore(url).catch((error: Error) => {
    throw new Error(`CALLMARK_DATABASE_URL: ${error.message}`);
  });
  try {
    return await work({ store, settings, admin });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "StoreUnavailable") throw error;
    throw new Error(`${shownDatabaseUrl(url)} is busy, full or away, and was not changed: ${error.message}`);
  }
}
