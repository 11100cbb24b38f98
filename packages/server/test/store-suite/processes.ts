import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { checkPlainCounts, checkSnapshots, checkTotals } from "../check-totals.ts";
import type { StoreEngine } from "../engines.ts";
import { everything } from "../own-brand.ts";
import { startPrograms } from "../processes.ts";
import type { WriterTask, Written } from "../programs/writer.ts";
import { list, NOW } from "../requests.ts";
import { newWorld } from "../worlds.ts";

const PROCESSES = 3;
const WRITES = 150;

const ascending = (a: Written, b: Written) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/** For the engines that other processes can open. */
export function processCases({ place: newPlace }: StoreEngine): void {
  if (newPlace === undefined) return;

  describe("processes", () => {
    test("that write at once leave totals that are plain counts, at any moment and at the end", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { brand, sister } = await newWorld(store);
      const collections = [brand, sister];
      await using writers = await startPrograms("writer", PROCESSES);
      let writing = true;
      const tasks = writers.all.map((writer, index) => {
        const task: WriterTask = { url: place.url, collections, seed: index + 1, writes: WRITES };
        return writer.ask<Written[]>(task);
      });
      const all = Promise.all(tasks).finally(() => {
        writing = false;
      });
      const totals = new Set<number>();
      while (writing) {
        for (const collection of collections) await checkSnapshots(store, collection);
        await checkPlainCounts(place);
        totals.add((await list(store, brand)).total);
        await setImmediate();
      }
      const written = (await all).flat();
      // All before or all after the writes, the samples would say nothing.
      expect(totals.size).toBeGreaterThan(2);

      const other = await place.open();
      for (const collection of collections) {
        await checkTotals([store, other], collection);
        const stored = await everything(other, collection);
        const found = stored.map(({ brandId, id, etag, state }) => ({ parentId: brandId, id, etag, state }));
        const own = written.filter(({ parentId }) => parentId === collection.parentId);
        expect(found.sort(ascending)).toEqual(own.sort(ascending));
      }
      await checkPlainCounts(place);
      expect((await place.plainCounts()).reduce((sum, { rows }) => sum + rows, 0)).toBe(written.length);
    });

    test("that open an empty place at once all succeed, and share one registry", async () => {
      await using place = await newPlace();
      await using openers = await startPrograms("opener", 5);
      const asked = openers.all.map((opener, index) =>
        opener.ask<string>({ url: place.url, orgId: `${index + 1}` }),
      );
      const keys = await Promise.all(asked);
      expect(new Set(keys).size).toBe(1);
      const store = await place.open();
      expect(await store.rootKey()).toBe(keys[0]);
      for (const index of keys.keys()) {
        expect(await store.addOrg({ orgId: `${index + 1}`, now: NOW })).toBe("exists");
      }
    });
  });
}
