import { describe, expect, test } from "vitest";
import type { EventPosition } from "../../src/registry/events.ts";
import type { Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { created, NOW, outcome, requests, reviewed } from "../requests.ts";
import { freshId, freshNumber, secludedWorlds, worlds } from "../worlds.ts";

export function eventCases(engine: StoreEngine): void {
  describe("events", () => {
    const fresh = worlds(engine);

    /** Reads on from a place, so many at a time, until there is no more. */
    async function readOn(
      store: Store,
      input: Omit<Parameters<Store["readEvents"]>[0], "after">,
      after?: EventPosition,
    ) {
      const all = [];
      let place = after;
      for (;;) {
        const events = await store.readEvents({ ...input, ...(place && { after: place }) });
        all.push(...events);
        if (events.length === 0) return { all, place };
        place = events.at(-1)?.at;
      }
    }

    test("are read on from any of them, each once, in the order in which they happened", async () => {
      const { store, second, brand, ask, number } = await fresh();
      const one = await created(store, brand, number);
      outcome("changed", await reviewed(store, ask.step(one, "REJECTED", NOW + 5)));
      const put = outcome(
        "updated",
        await store.update(ask.update(one.id, { phoneNumber: number }, { now: NOW + 6 })),
      );
      outcome("removed", await store.remove(ask.remove(one.id, "*", { now: NOW + 7 })));
      const expected = [
        `${one.id}_${one.etag}_SUBMITTED`,
        `${one.id}_${one.etag}_PROCESSING`,
        `${one.id}_${one.etag}_VALIDATION_FAILURE`,
        `${one.id}_${put.etag}_SUBMITTED`,
        `${one.id}_${put.etag}_DELETED`,
      ];
      const { orgId } = brand;
      const whole = await second.readEvents({ orgId, atMost: 100 });
      expect(whole.map(({ id }) => id)).toEqual(expected);
      for (let from = 0; from < expected.length; from += 1) {
        const after = whole[from]?.at;
        const { all } = await readOn(store, { orgId, atMost: 2 }, after);
        expect(all.map(({ id }) => id)).toEqual(expected.slice(from + 1));
      }
    });

    // A delegation changes the access of all who are in the registry.
    const apart = secludedWorlds(engine);
    test("are an org's own, and a partner's as far as the brand is shared", async () => {
      const { store, brand, sister, foreign } = await apart();
      const partnerId = foreign.orgId;
      const shared = await created(store, brand, freshNumber());
      const own = await created(store, sister, freshNumber());
      const { orgId } = brand;
      const seen = async (more = {}) =>
        (await store.readEvents({ orgId, atMost: 100, ...more })).map(({ resourceId }) => resourceId);
      expect(await seen()).toEqual([shared.id, own.id]);
      expect(await seen({ partnerId })).toEqual([]);
      const delegation = { brandId: brand.parentId, partnerId, by: "operator", now: NOW };
      expect(await store.share(delegation)).toBe("shared");
      expect(await seen({ partnerId })).toEqual([shared.id]);
      // The delegation has raised it.
      const accessRevision = 2;
      // With what others share, an org is told of its own in the same order.
      const mine = await created(store, foreign, freshNumber(), { accessRevision });
      const another = await created(store, brand, freshNumber(), { accessRevision });
      await created(store, sister, freshNumber(), { accessRevision });
      const toldTo = async (org: string) => {
        const events = await store.readEvents({ orgId: org, withShared: true, atMost: 100 });
        return events.map(({ resourceId }) => resourceId);
      };
      expect(await toldTo(partnerId)).toEqual([shared.id, brand.parentId, mine.id, another.id]);
      expect(await toldTo(orgId)).toHaveLength(4);
      expect(await store.unshare({ ...delegation, now: NOW + 1 })).toBe("ended");
      expect(await seen({ partnerId })).toEqual([]);
      expect(await toldTo(partnerId)).toEqual([brand.parentId, mine.id, brand.parentId]);
      const told = (await store.readEvents({ orgId: partnerId, atMost: 100 })).filter(
        ({ type }) => type === "DELEGATION",
      );
      expect(
        told.map(({ type, state, details, resourceId }) => ({
          type,
          state,
          operation: details.operation,
          resourceId,
        })),
      ).toEqual([
        { type: "DELEGATION", state: "ACTIVE", operation: "CREATE", resourceId: brand.parentId },
        { type: "DELEGATION", state: "NOT_ACTIVE", operation: "DELETE", resourceId: brand.parentId },
      ]);
    });

    test("what is refused, or fails half-way, tells nothing", async () => {
      const { store, brand, ask, number } = await fresh();
      const one = await created(store, brand, number);
      outcome("rejected", await store.create(ask.create(number)));
      outcome(
        "staleEtag",
        await store.update(ask.update(one.id, { phoneNumber: number }, { ifMatch: ["other"] })),
      );
      outcome("missing", await store.remove(ask.remove("1")));
      outcome("noStep", await store.changeState(ask.step(one, "PUBLISHED")));
      expect(await store.readEvents({ orgId: brand.orgId, atMost: 100 })).toHaveLength(1);
    });

    test("a reader who goes on from the last one misses none while many write on two stores", async () => {
      const { store, second, brand, sister } = await fresh();
      const { orgId } = brand;
      const WRITES = 200;
      let isWriting = true;
      const ids: string[] = [];
      const writers = Array.from({ length: 20 }, async (_, index) => {
        for (let write = 0; write < WRITES / 20; write += 1) {
          const place = (index + write) % 2 === 0 ? brand : sister;
          const { id } = await created(index % 3 === 0 ? second : store, place, freshNumber());
          ids.push(id);
        }
      });
      const seen: string[] = [];
      const reader = (async () => {
        let place: EventPosition | undefined;
        for (let last = false; ; ) {
          const read = await readOn(second, { orgId, atMost: 7 }, place);
          seen.push(...read.all.map(({ resourceId }) => resourceId));
          place = read.place;
          if (last) return;
          last = !isWriting;
        }
      })();
      await Promise.all(writers);
      isWriting = false;
      await reader;
      expect([...seen].sort()).toEqual([...ids].sort());
    });

    test("lastEvent is the place behind which there is only what is to come", async () => {
      const { store, second, brand } = await fresh();
      await created(store, brand, freshNumber());
      const after = await second.lastEvent({});
      expect(await store.readEvents({ after, orgId: brand.orgId, atMost: 10 })).toEqual([]);
      const { id } = await created(store, brand, freshNumber());
      const [event, ...others] = await second.readEvents({ after, orgId: brand.orgId, atMost: 10 });
      expect([event?.resourceId, others]).toEqual([id, []]);
      expect(await store.lastEvent({})).toEqual(event?.at);
    });
  });

  describe("purgeEvents", () => {
    const fresh = secludedWorlds(engine);

    test("forgets what happened before a moment, a bounded number at a time; places that were seen go on counting", async () => {
      const { store, second, brand } = await fresh();
      const happen = async (now: number) => created(store, brand, freshNumber(), { now });
      // What came to the registry before belongs to no case.
      await store.purgeEvents({ before: Infinity, atMost: 1000 });
      for (const age of [5, 4, 3, 2, 1]) await happen(NOW - age);
      const left = async () =>
        (await second.readEvents({ orgId: brand.orgId, atMost: 100 })).map(({ created: at }) => at - NOW);
      expect(await store.purgeEvents({ before: NOW - 3, atMost: 1 })).toEqual({ purged: 1 });
      expect(await left()).toEqual([-4, -3, -2, -1]);
      expect(await store.purgeEvents({ before: NOW - 3, atMost: 100 })).toEqual({ purged: 1 });
      expect(await store.purgeEvents({ before: NOW - 3, atMost: 100 })).toEqual({ purged: 0 });
      expect(await left()).toEqual([-3, -2, -1]);
      const after = await store.lastEvent({});
      expect(await store.purgeEvents({ before: NOW + 1, atMost: 100 })).toEqual({ purged: 3 });
      const { id } = await happen(NOW);
      const events = await second.readEvents({ after, orgId: brand.orgId, atMost: 100 });
      expect(events.map(({ resourceId }) => resourceId)).toEqual([id]);
    });

    test("asked for on two stores at once, each is forgotten once", async () => {
      const { store, second, brand } = await fresh();
      await store.purgeEvents({ before: NOW * 2, atMost: 1000 });
      for (let index = 0; index < 20; index += 1) await created(store, brand, freshNumber());
      let purged = 0;
      while (purged < 20) {
        const all = await Promise.all(
          [store, second].map((one) => one.purgeEvents({ before: NOW + 1, atMost: 7 })),
        );
        purged += all.reduce((sum, one) => sum + one.purged, 0);
      }
      expect(purged).toBe(20);
      expect(await store.readEvents({ orgId: brand.orgId, atMost: 10 })).toEqual([]);
    });

    test("events of another org stay as they are", async () => {
      const { store, brand, foreign } = await fresh();
      await created(store, brand, freshNumber(), { now: NOW - 100 });
      await requestsOf(store, foreign.orgId, foreign.parentId);
      await store.purgeEvents({ before: NOW - 50, atMost: 1000 });
      expect(await store.readEvents({ orgId: foreign.orgId, atMost: 10 })).toHaveLength(1);
    });
  });
}

async function requestsOf(store: Store, orgId: string, parentId: string): Promise<void> {
  const create = requests({ orgId, parentId }).create(freshNumber(), { etag: `etag-${freshId()}` });
  outcome("created", await store.create(create));
}
