import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/registry/reviews.ts";
import { type Collection, type Store, StoreUnavailable } from "../../src/registry/store.ts";
import type { Judge } from "../../src/review/judge.ts";
import { ReviewWorker } from "../../src/review/worker.ts";
import type { StoreEngine } from "../engines.ts";
import { created, outcome, resource } from "../requests.ts";
import { freshNumber, secludedWorlds } from "../worlds.ts";
import { earlierThanAll, LEASE, publish, settle, take, taken, told, waiting } from "./reviewing.ts";

export function reviewCases(engine: StoreEngine): void {
  describe("reviews", () => {
    const fresh = secludedWorlds(engine);
    test.each([
      [{ state: "PUBLISHED", said: {} }, "PROCESSING_SUCCESSFUL"],
      [
        {
          state: "REJECTED",
          said: {
            reason: "no",
            validationReports: [{ code: "VALIDATION__X", severity: "VIOLATION", message: "x" }],
          },
        },
        "VALIDATION_FAILURE",
      ],
      [{ state: "FAILED", said: { reason: "it broke" } }, "PROCESSING_FAILURE"],
    ] as unknown as [Extract<Verdict, { state: string }>, string][])(
      "what is taken is PROCESSING, and then %j; who, when and why are told",
      async (verdict, type) => {
        const { store, second, brand, number } = await fresh();
        const now = earlierThanAll();
        const { id, etag } = await created(store, brand, number, { now });
        expect(await waiting(second, brand)).toEqual([
          { kind: "callerId", collection: brand, id, etag, submitted: now, attempts: 0 },
        ]);
        const review = await taken(store, now + 1000);
        expect(review).toMatchObject({ kind: "callerId", collection: brand, id, etag, attempts: 1 });
        expect(JSON.parse(review.body)).toMatchObject({ id, state: "PROCESSING", etag });
        expect(await resource(second, brand, id)).toMatchObject({ state: "PROCESSING", etag });
        const decision = { review, verdict, takenBy: "one", by: "judge" };
        expect(await settle(store, now + 2000, decision)).toBe("decided");
        expect(await resource(second, brand, id)).toMatchObject({
          state: verdict.state,
          etag,
          createdDate: new Date(now).toISOString().replace(".000Z", "Z"),
          updatedDate: new Date(now + 2000).toISOString().replace(".000Z", "Z"),
        });
        expect(await waiting(second, brand)).toEqual([]);
        const events = await told(second, brand);
        expect(events.map((event) => [event.type, event.state, event.created, event.details])).toEqual([
          ["SUBMITTED", "SUBMITTED", now, { by: "client" }],
          ["PROCESSING", "PROCESSING", now + 1000, { by: "one" }],
          [type, verdict.state, now + 2000, { by: "judge", ...verdict.said }],
        ]);
        for (const event of events) {
          expect(event).toMatchObject({ ...brandOf(brand), resourceId: id, etag });
          expect(event.id).toBe(`${id}_${etag}_${event.type}`);
        }
        expect(await settle(store, now + 3000, decision)).toBe("decidedBefore");
        expect(await told(second, brand)).toEqual(events);
      },
    );

    test("what is leased is nobody else's until the lease ends, and then the first one's decision is dropped", async () => {
      const { store, second, brand, number } = await fresh();
      const now = earlierThanAll();
      const { id } = await created(store, brand, number, { now });
      const first = await taken(store, now);
      expect(await take(second, now + LEASE - 1, { worker: "two" })).toEqual([]);
      const again = await taken(second, now + LEASE, "two");
      expect(again).toMatchObject({ id, attempts: 2 });
      const late = { review: first, verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(store, now + LEASE, late)).toBe("taken");
      const other: Verdict = { state: "REJECTED", said: {} };
      const decision = { review: again, verdict: other, takenBy: "two", by: "judge" };
      expect(await settle(second, now + LEASE, decision)).toBe("decided");
      expect(await settle(store, now + LEASE, late)).toBe("decidedBefore");
      expect((await resource(store, brand, id)).state).toBe("REJECTED");
      expect((await told(store, brand)).map(({ type }) => type)).toEqual([
        "SUBMITTED",
        "PROCESSING",
        "VALIDATION_FAILURE",
      ]);
    });

    test("a decision on a version that was replaced is dropped, and the new one is reviewed by itself", async () => {
      const { store, brand, ask, number } = await fresh();
      const now = earlierThanAll();
      const { id } = await created(store, brand, number, { now });
      const review = await taken(store, now);
      const put = ask.update(id, { phoneNumber: number, department: "d" }, { now: now + 10 });
      const { etag } = outcome("updated", await store.update(put));
      const stale = { review, verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(store, now + 20, stale)).toBe("staleEtag");
      expect(await resource(store, brand, id)).toMatchObject({ state: "SUBMITTED", etag });
      const next = await taken(store, now + 20, "two");
      expect(next).toMatchObject({ id, etag, attempts: 1, submitted: now + 10 });
      const decision = { review: next, verdict: publish, takenBy: "two", by: "judge" };
      expect(await settle(store, now + 30, decision)).toBe("decided");
      expect(await resource(store, brand, id)).toMatchObject({ state: "PUBLISHED", etag });
    });

    test("what is postponed is due then; to wait is no attempt, to fail is one", async () => {
      const { store, brand, number } = await fresh();
      const now = earlierThanAll();
      await created(store, brand, number, { now });
      const early = await taken(store, now);
      const wait = { postponedTo: now + 3000, early: true } as const;
      const back = { review: early, takenBy: "one", by: "judge" };
      expect(await settle(store, now, { ...back, verdict: wait })).toBe("postponed");
      expect(await take(store, now + 2999)).toEqual([]);
      const failing = await taken(store, now + 3000);
      expect(failing.attempts).toBe(1);
      expect(await settle(store, now, { ...back, verdict: { postponedTo: now + 5000 } })).toBe("postponed");
      expect(await take(store, now + 4999)).toEqual([]);
      const last = await taken(store, now + 5000);
      expect(last.attempts).toBe(2);
      expect(await settle(store, now + 5000, { ...back, verdict: publish })).toBe("decided");
    });

    test("nothing is taken before its delay is over", async () => {
      const { store, brand, number } = await fresh();
      const now = earlierThanAll();
      const { id } = await created(store, brand, number, { now });
      expect(await take(store, now + 4999, { delay: 5000 })).toEqual([]);
      const [review] = await take(store, now + 5000, { delay: 5000 });
      expect(review?.id).toBe(id);
    });

    test("a person decides on what nobody has taken, and a worker that has it is too late", async () => {
      const { store, second, brand, number } = await fresh();
      const now = earlierThanAll();
      const one = await created(store, brand, number, { now });
      const find = () => store.findReview({ kind: "callerId", brandId: brand.parentId, id: one.id });
      const review = await find();
      if (review === undefined) throw new Error("It does not wait");
      expect(JSON.parse(review.body)).toMatchObject({ id: one.id, state: "SUBMITTED" });
      const stale = { review: { ...review, etag: "no" }, verdict: publish, by: "person" };
      expect(await settle(store, now + 5, stale)).toBe("staleEtag");
      expect(await settle(store, now + 5, { review, verdict: publish, by: "person" })).toBe("decided");
      expect(await find()).toBeUndefined();
      expect((await told(store, brand)).map(({ type, details }) => [type, details.by])).toEqual([
        ["SUBMITTED", "client"],
        ["PROCESSING", "person"],
        ["PROCESSING_SUCCESSFUL", "person"],
      ]);

      const two = await created(store, brand, freshNumber(), { now });
      const leased = await taken(second, now + 10);
      expect(leased.id).toBe(two.id);
      expect(await settle(store, now + 20, { review: leased, verdict: publish, by: "person" })).toBe(
        "decided",
      );
      const late = { review: leased, verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(second, now + 20, late)).toBe("decidedBefore");
    });

    test("what is deleted waits no more, and a decision on it finds nothing", async () => {
      const { store, brand, ask, number } = await fresh();
      const now = earlierThanAll();
      const { id } = await created(store, brand, number, { now });
      const review = await taken(store, now);
      outcome("removed", await store.remove(ask.remove(id, "*", { now })));
      expect(await waiting(store, brand)).toEqual([]);
      const late = { review, verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(store, now, late)).toBe("missing");
      expect(await take(store, now + LEASE)).toEqual([]);
    });

    test("is listed oldest first, a page at a time", async () => {
      const { store, second, brand, sister } = await fresh();
      const now = earlierThanAll();
      const all: { id: string; submitted: number }[] = [];
      for (const [index, place] of [brand, sister, brand, brand, sister].entries()) {
        const submitted = now + (index % 3);
        all.push({ id: (await created(store, place, freshNumber(), { now: submitted })).id, submitted });
      }
      all.sort((a, b) => a.submitted - b.submitted || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      const listed: string[] = [];
      let after = { created: now - 1, id: "1" };
      for (let page = 0; page < 3; page += 1) {
        const { reviews } = await second.listReviews({ limit: 2, after });
        listed.push(...reviews.map(({ id }) => id));
        const last = reviews.at(-1);
        if (last !== undefined) after = { created: last.submitted, id: last.id };
      }
      expect(listed.slice(0, 5)).toEqual(all.map(({ id }) => id));
    });

    test("many workers, of which some die, decide each version once and lose none", async () => {
      const { store, second, brand, sister } = await fresh();
      const COUNT = 120;
      const stores = [store, second];
      let now = earlierThanAll();
      const clock = () => now;
      for (let index = 0; index < COUNT; index += 1) {
        await created(store, index % 2 === 0 ? brand : sister, freshNumber(), { now });
      }
      let throwing = 0;
      const judge: Judge = {
        name: "judge",
        judge: async () => {
          throwing += 1;
          if (throwing % 17 === 0) throw new Error("It fails by itself");
          return publish;
        },
      };
      const logger = { warn: () => {}, error: () => {} };
      const workers = Array.from({ length: 4 }, (_, index) => {
        const own = stores[index % 2] ?? store;
        // It dies with what it has taken.
        const settleReviews =
          index === 3 ? async () => Promise.reject(new StoreUnavailable("dead")) : own.settleReviews;
        const few = {
          takeReviews: (input: Parameters<Store["takeReviews"]>[0]) =>
            own.takeReviews({ ...input, atMost: 20 }),
          settleReviews,
        };
        return new ReviewWorker({ store: few, judge, delay: 0, clock, logger });
      });
      for (let round = 0; round < 40 && (await waiting(store, brand)).length > 0; round += 1) {
        // The last one is dead in the second half.
        const alive = workers.slice(0, round < 5 ? 4 : 3);
        await Promise.allSettled(alive.map((worker) => worker.round()));
        now += LEASE / 4;
      }
      expect(await waiting(store, brand)).toEqual([]);
      const types = Map.groupBy(await told(store, brand), ({ resourceId }) => resourceId);
      expect(types.size).toBe(COUNT);
      for (const events of types.values()) {
        expect(events.map(({ type }) => type)).toEqual(["SUBMITTED", "PROCESSING", "PROCESSING_SUCCESSFUL"]);
      }
    });

    test("of a person and a worker who decide at once, one does", async () => {
      const { store, second, brand, number } = await fresh();
      const now = earlierThanAll();
      const { id } = await created(store, brand, number, { now });
      const review = await taken(store, now);
      const rejected: Verdict = { state: "REJECTED", said: {} };
      const both = await Promise.all([
        settle(store, now, { review, verdict: publish, takenBy: "one", by: "judge" }),
        settle(second, now, { review, verdict: rejected, by: "person" }),
      ]);
      expect([...both].sort()).toEqual(["decided", "decidedBefore"]);
      const { state } = await resource(store, brand, id);
      expect(state).toBe(both[0] === "decided" ? "PUBLISHED" : "REJECTED");
      expect(await told(store, brand)).toHaveLength(3);
    });
  });
}

const brandOf = ({ orgId, parentId }: Collection) => ({ orgId, brandId: parentId });
