import { join } from "node:path";
import { inject } from "vitest";
import { newDatabase } from "../../packages/server/test/postgres/database.ts";
import { temporaryFolder } from "./folder.ts";

/** Where a registry may be kept, on the engine of the tests; it goes with all that is in it. */
export interface Place extends AsyncDisposable {
  readonly databaseUrl: string;
}

/** A place that nobody has opened yet. */
export async function newPlace(): Promise<Place> {
  if (inject("engine") === "PostgreSQL") {
    const database = await newDatabase();
    return { databaseUrl: database.url, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
  }
  const folder = await temporaryFolder();
  return {
    databaseUrl: `file:${join(folder.path, "registry.db")}`,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
