import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { derivedIn, dumpOf, restoreInto } from "../../../test/moving.ts";
import { newDatabase } from "../../../test/postgres/database.ts";
import { fill, randomRegistry } from "../../../test/registries.ts";
import { openStore } from "../open.ts";

test("from SQLite to PostgreSQL and back again a dump keeps its bytes", async () => {
  const run = async (registry: Parameters<typeof fill>[1], secrets: boolean) => {
    const folder = await mkdtemp(join(tmpdir(), "callmark-moving-"));
    try {
      const [first, last] = [`file:${join(folder, "first.db")}`, `file:${join(folder, "last.db")}`];
      await using database = await newDatabase();
      {
        await using store = await openStore(first);
        await fill(store, registry);
      }
      const dump = await dumpOf(first, secrets);
      await restoreInto(database.url, dump);
      const between = await dumpOf(database.url, secrets);
      expect(between).toBe(dump);
      await restoreInto(last, between);
      expect(await dumpOf(last, secrets)).toBe(dump);
      const derived = await derivedIn(first);
      expect(await derivedIn(database.url)).toEqual(derived);
      expect(await derivedIn(last)).toEqual(derived);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  await fc.assert(fc.asyncProperty(randomRegistry, fc.boolean(), run), { numRuns: 6 });
});
