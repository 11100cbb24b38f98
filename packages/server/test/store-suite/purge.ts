import { describe, expect, test } from "vitest";
import type { StoreEngine } from "../engines.ts";
import { created, given, list, NOW, outcome, requests } from "../requests.ts";
import { freshNumber, secludedWorlds } from "../worlds.ts";

const ALL = "state=in=(SUBMITTED,PROCESSING,PUBLISHED,REJECTED,FAILED,DELETED)";

export function purgeCases(engine: StoreEngine): void {
  describe("purge", () => {
    const fresh = secludedWorlds(engine);
    // Purging knows no brand: each case has an age of its own, older than all before it.
    let epoch = NOW;
    const olderThanAll = () => {
      epoch -= 1_000_000;
      return epoch;
    };
    const purge = (before: number, atMost = 1000) => ({ kind: "callerId", before, atMost }) as const;

    test("takes deleted ones that were last touched before a moment, and no others", async () => {
      const { store, second, brand, ask } = await fresh();
      const then = olderThanAll();
      await store.insert(
        ask.insert(
          given(freshNumber(), { id: "1", state: "DELETED", updated: then - 1 }),
          given(freshNumber(), { id: "2", state: "DELETED", updated: then }),
          given(freshNumber(), { id: "3", state: "DELETED", updated: then + 1, created: then - 5000 }),
          given(freshNumber(), { id: "4", state: "PUBLISHED", updated: then - 1 }),
          given(freshNumber(), { id: "5", state: "REJECTED", updated: then - 1 }),
        ),
      );
      expect((await list(second, brand, ALL)).total).toBe(5);
      expect(await store.purge(purge(then))).toEqual({ purged: 1 });
      for (const one of [store, second]) {
        const page = await list(one, brand, ALL);
        expect({ ids: page.ids, total: page.total }).toEqual({ ids: ["5", "4", "2", "3"], total: 4 });
        expect((await list(one, brand, "state==DELETED")).total).toBe(2);
        expect((await list(one, brand)).total).toBe(2);
      }
      expect(await store.purge(purge(then))).toEqual({ purged: 0 });
      expect(await store.purge(purge(then + 1))).toEqual({ purged: 1 });
    });

    test("a bounded number at a time, the oldest first, over all brands", async () => {
      const { store, ask, ...world } = await fresh();
      const then = olderThanAll();
      const deleted = (id: string, updated: number) =>
        given(freshNumber(), { id, state: "DELETED", updated });
      await store.insert(ask.insert(deleted("1", then + 1), deleted("2", then + 4), deleted("3", then + 2)));
      await store.insert(requests(world.foreign).insert(deleted("1", then + 3), deleted("2", then + 5)));
      const left = async () => {
        const pages = [await list(store, world.brand, ALL), await list(store, world.foreign, ALL)];
        for (const { ids, total } of pages) expect(total).toBe(ids.length);
        return pages.map(({ ids }) => [...ids].sort());
      };
      expect(await store.purge(purge(then + 100, 2))).toEqual({ purged: 2 });
      expect(await left()).toEqual([["2"], ["1", "2"]]);
      expect(await store.purge(purge(then + 100, 2))).toEqual({ purged: 2 });
      expect(await left()).toEqual([[], ["2"]]);
      expect(await store.purge(purge(then + 100, 2))).toEqual({ purged: 1 });
      expect(await left()).toEqual([[], []]);
    });

    test("asked for on two stores at once, each is taken once", async () => {
      const { store, second, brand, ask } = await fresh();
      const then = olderThanAll();
      const deleted = Array.from({ length: 40 }, (_, index) =>
        given(freshNumber(), { state: "DELETED", updated: then + index }),
      );
      await store.insert(ask.insert(...deleted));
      let left = deleted.length;
      while (left > 0) {
        const purges = await Promise.all(
          [store, second, store].map((one) => one.purge(purge(then + 100, 7))),
        );
        left -= purges.reduce((sum, { purged }) => sum + purged, 0);
      }
      expect(left).toBe(0);
      for (const one of [store, second]) expect((await list(one, brand, ALL)).total).toBe(0);
    });

    test("a total that was counted before is counted again", async () => {
      const { store, brand, ask } = await fresh();
      const then = olderThanAll();
      await store.insert(
        ask.insert(given(freshNumber(), { state: "DELETED", updated: then, department: "d" })),
      );
      const ql = "callerIdDetails.department==d;state=in=(DELETED,FAILED)";
      expect((await list(store, brand, ql)).total).toBe(1);
      expect(await store.purge(purge(then + 1))).toEqual({ purged: 1 });
      expect((await list(store, brand, ql)).total).toBe(0);
    });

    test("what was purged leaves nothing behind: number and id may be given again", async () => {
      const { store, brand, ask, number } = await fresh();
      const then = olderThanAll();
      const { id } = await created(store, brand, number, { now: then });
      outcome("removed", await store.remove(ask.remove(id, "*", { now: then })));
      expect(await store.purge(purge(then + 1))).toEqual({ purged: 1 });
      await store.insert(ask.insert(given(number, { id, created: then })));
      expect((await list(store, brand, ALL)).ids).toEqual([id]);
    });
  });
}
