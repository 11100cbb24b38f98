import type { State } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { newEtag } from "../../src/registry/etag.ts";
import type { StoreEngine } from "../engines.ts";
import { created, given, list, NOW, outcome, requests } from "../requests.ts";
import { freshNumber, type Place, worlds } from "../worlds.ts";

const LIVE: readonly State[] = ["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED"];
const PLACES: readonly Place[] = ["brand", "sister", "foreign"];

export function removeCases(engine: StoreEngine): void {
  describe("remove", () => {
    const fresh = worlds(engine);

    test.each(LIVE)("deletes from %s: the etag stays, updatedDate moves", async (state) => {
      const { store, brand, ask, number } = await fresh();
      const before = given(number, { state, department: "d", created: NOW - 5000, updated: NOW - 3000 });
      await store.insert(ask.insert(before));
      expect(await store.remove(ask.remove(before.id, [before.etag]))).toEqual({
        outcome: "removed",
        etag: before.etag,
      });
      expect(await store.get(ask.get(before.id))).toEqual({ outcome: "missing" });
      expect((await list(store, brand)).ids).toEqual([]);
      expect((await list(store, brand, "state==DELETED")).resources).toEqual([
        {
          orgId: brand.orgId,
          brandId: brand.parentId,
          id: before.id,
          createdDate: "2026-10-02T11:40:55Z",
          updatedDate: "2026-10-02T11:41:00Z",
          state: "DELETED",
          etag: before.etag,
          callerIdDetails: { phoneNumber: number, department: "d" },
        },
      ]);
    });

    test.each(PLACES)("the number is free at once, for the %s too", async (place) => {
      const { store, second, ask, number, ...world } = await fresh();
      const { id } = await created(store, world.brand, number);
      outcome("removed", await store.remove(ask.remove(id)));
      await created(second, world[place], number);
    });

    test("a number may have been deleted any number of times", async () => {
      const { store, brand, ask, number } = await fresh();
      for (let round = 0; round < 3; round += 1) {
        outcome("removed", await store.remove(ask.remove((await created(store, brand, number)).id)));
      }
      expect((await list(store, brand, "state==DELETED")).total).toBe(3);
      expect((await list(store, brand)).total).toBe(0);
    });

    test("the current etag must be among those that are named", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id, etag } = await created(store, brand, number);
      for (const stale of [[], [newEtag()], [etag.toUpperCase()], ["*"]]) {
        expect(await store.remove(ask.remove(id, stale))).toEqual({ outcome: "staleEtag" });
      }
      expect(await store.remove(ask.remove(id, [newEtag(), etag]))).toEqual({ outcome: "removed", etag });
    });

    test("updatedDate never goes back, whatever the clock does", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      outcome("removed", await store.remove(ask.remove(id, "*", { now: NOW - 60_000 })));
      const [deleted] = (await list(store, brand, "state==DELETED")).resources;
      expect(deleted?.updatedDate).toBe("2026-10-02T11:41:00Z");
    });

    test("access, the brand, the resource and then its etag are judged", async () => {
      const { store, brand, foreign, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      const nowhere = requests({ orgId: brand.orgId, parentId: foreign.parentId });
      const stale = [newEtag()];
      expect(await store.remove(nowhere.remove("1", stale, { accessRevision: 99 }))).toEqual({
        outcome: "accessChanged",
      });
      expect(await store.remove(nowhere.remove("1", stale))).toEqual({ outcome: "noParent" });
      expect(await store.remove(ask.remove("1", stale))).toEqual({ outcome: "missing" });
      expect(await store.remove(ask.remove(id, stale))).toEqual({ outcome: "staleEtag" });
      expect((await list(store, brand)).ids).toEqual([id]);
    });

    test("one that is deleted, or another brand's, is missing", async () => {
      const { store, brand, sister, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      const other = await created(store, sister, freshNumber());
      outcome("removed", await store.remove(ask.remove(id)));
      for (const missing of [id, other.id, `0${other.id}`]) {
        expect(await store.remove(ask.remove(missing))).toEqual({ outcome: "missing" });
      }
      expect((await list(store, sister)).ids).toEqual([other.id]);
    });

    test("of two removals at once exactly one finds it", async () => {
      const { store, second, brand, ask } = await fresh();
      for (let round = 0; round < 20; round += 1) {
        const { id } = await created(store, brand, freshNumber());
        const results = await Promise.all([store, second].map((one) => one.remove(ask.remove(id))));
        expect(results.map((result) => result.outcome).sort()).toEqual(["missing", "removed"]);
      }
      expect((await list(store, brand)).total).toBe(0);
      expect((await list(store, brand, "state==DELETED")).total).toBe(20);
    });
  });
}
