import { describe, expect, test } from "vitest";
import { created, NOW, resource } from "../../test/requests.ts";
import { freshNumber, newWorld } from "../../test/worlds.ts";
import type { Verdict } from "../registry/reviews.ts";
import { StoreUnavailable } from "../registry/store.ts";
import { openStore } from "../store/open.ts";
import type { Judge } from "./judge.ts";
import { ReviewWorker, type ReviewWorkerOptions } from "./worker.ts";

/** A registry with one world, a clock that goes when it is told to, and workers that go round when they are. */
async function setting(judge: Judge["judge"], delay = 0) {
  const store = await openStore("memory:");
  const world = await newWorld(store);
  let now = NOW;
  const warned: unknown[] = [];
  const logger = { warn: (what: unknown) => void warned.push(what), error: () => {} };
  const worker = (
    own: Pick<typeof store, "takeReviews" | "settleReviews"> = store,
    more: Partial<ReviewWorkerOptions> = {},
  ) => {
    const named = { name: "judge", judge };
    return new ReviewWorker({ store: own, judge: named, delay, clock: () => now, logger, ...more });
  };
  const main = worker();
  return {
    ...world,
    warned,
    worker,
    /** Lets time pass, and gives how many reviews are taken then. */
    after: (milliseconds: number) => {
      now += milliseconds;
      return main.round();
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    types: async () =>
      (await store.readEvents({ orgId: world.brand.orgId, atMost: 100 })).map(({ type }) => type),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
const fails: Judge["judge"] = () => {
  throw new Error("It is broken");
};

describe("a review that fails by itself", () => {
  test("is tried after 1, 2, 4 and 8 seconds more, and then ends as FAILED", async () => {
    await using here = await setting(fails);
    const { id } = await created(here.store, here.brand, freshNumber());
    expect(await here.after(0)).toBe(1);
    for (const wait of [1_000, 2_000, 4_000, 8_000]) {
      expect((await resource(here.store, here.brand, id)).state).toBe("PROCESSING");
      expect(await here.after(wait - 1)).toBe(0);
      expect(await here.after(1)).toBe(1);
    }
    expect((await resource(here.store, here.brand, id)).state).toBe("FAILED");
    expect(await here.after(1_000_000)).toBe(0);
    expect(here.warned).toHaveLength(5);
    const events = await here.store.readEvents({ orgId: here.brand.orgId, atMost: 100 });
    expect(events.map(({ type }) => type)).toEqual(["SUBMITTED", "PROCESSING", "PROCESSING_FAILURE"]);
    expect(events.at(-1)?.details).toEqual({ by: "judge", reason: "The review failed 5 times" });
  });

  test("keeps nothing else from its review", async () => {
    let broken = "";
    await using here = await setting((review) => {
      if (review.id === broken) throw new Error("It is broken");
      return { state: "PUBLISHED", said: {} };
    });
    broken = (await created(here.store, here.brand, freshNumber())).id;
    const other = await created(here.store, here.brand, freshNumber());
    expect(await here.after(0)).toBe(2);
    expect((await resource(here.store, here.brand, other.id)).state).toBe("PUBLISHED");
    expect((await resource(here.store, here.brand, broken)).state).toBe("PROCESSING");
  });

  test("waits for the delay before the first attempt alone", async () => {
    await using here = await setting(fails, 60_000);
    await created(here.store, here.brand, freshNumber());
    expect(await here.after(59_999)).toBe(0);
    expect(await here.after(1)).toBe(1);
    expect(await here.after(999)).toBe(0);
    expect(await here.after(1)).toBe(1);
    expect(await here.after(2_000)).toBe(1);
  });
});

test("a decision that cannot be carried out keeps no other from its own", async () => {
  await using here = await setting(() => ({ state: "PUBLISHED", said: {} }));
  const { store, brand } = here;
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push((await created(store, brand, freshNumber())).id);
  const broken = ids[1];
  const worker = here.worker({
    takeReviews: store.takeReviews,
    settleReviews: async (input) => {
      if (input.decisions.some(({ review }) => review.id === broken)) throw new Error("It is broken");
      return store.settleReviews(input);
    },
  });
  expect(await worker.round()).toBe(4);
  const states = await Promise.all(ids.map(async (id) => (await resource(store, brand, id)).state));
  expect(states).toEqual(["PUBLISHED", "PROCESSING", "PUBLISHED", "PUBLISHED"]);
});

test("what becomes of each review is told, with the seconds since its version was submitted", async () => {
  const verdicts = new Map<string, Verdict>();
  await using here = await setting(({ id }) => verdicts.get(id) ?? { state: "PUBLISHED", said: {} });
  const { store, brand } = here;
  const submit = async (verdict: Verdict) => {
    const { id } = await created(store, brand, freshNumber());
    verdicts.set(id, verdict);
    return id;
  };
  await submit({ state: "PUBLISHED", said: {} });
  await submit({ state: "REJECTED", said: {} });
  await submit({ state: "FAILED", said: {} });
  await submit({ postponedTo: NOW + 100_000 });
  const contested = await submit({ state: "PUBLISHED", said: {} });
  const told: unknown[] = [];
  const own = {
    takeReviews: store.takeReviews,
    async settleReviews(input: Parameters<typeof store.settleReviews>[0]) {
      const one = input.decisions.find(({ review }) => review.id === contested);
      if (one === undefined) throw new Error("It was not taken");
      const { takenBy: _, ...byPerson } = one;
      expect(await store.settleReviews({ decisions: [byPerson], now: input.now })).toEqual(["decided"]);
      return store.settleReviews(input);
    },
  };
  here.pass(2_500);
  await here.worker(own, { reviewed: (...one) => void told.push(one) }).round();
  const outcomes = ["published", "rejected", "failed", "postponed", "dropped"];
  const expected = outcomes.map((outcome) => ["callerId", outcome, 2.5]);
  expect(told).toHaveLength(expected.length);
  expect(told).toEqual(expect.arrayContaining(expected));
});

describe("a worker that dies", () => {
  test("gives back what it had once its lease has ended", async () => {
    await using here = await setting(() => ({ state: "PUBLISHED", said: {} }));
    const { id } = await created(here.store, here.brand, freshNumber());
    const { store } = here;
    const dying = here.worker({
      takeReviews: store.takeReviews,
      settleReviews: () => Promise.reject(new StoreUnavailable("dead")),
    });
    await expect(dying.round()).rejects.toThrow("dead");
    expect(await here.after(29_999)).toBe(0);
    expect(await here.after(1)).toBe(1);
    expect((await resource(store, here.brand, id)).state).toBe("PUBLISHED");
    expect(await here.types()).toEqual(["SUBMITTED", "PROCESSING", "PROCESSING_SUCCESSFUL"]);
  });

  test("by what it reviews, each time, ends that review as FAILED rather than to go on for ever", async () => {
    let judged = 0;
    await using here = await setting(() => {
      judged += 1;
      return { state: "PUBLISHED", said: {} };
    });
    const { id } = await created(here.store, here.brand, freshNumber());
    const { store } = here;
    const dying = here.worker({
      takeReviews: store.takeReviews,
      settleReviews: () => Promise.reject(new StoreUnavailable("dead")),
    });
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(dying.round()).rejects.toThrow("dead");
      here.pass(30_000);
    }
    expect(judged).toBe(5);
    expect(await here.after(0)).toBe(1);
    expect(judged).toBe(5);
    expect((await resource(store, here.brand, id)).state).toBe("FAILED");
    const last = (await store.readEvents({ orgId: here.brand.orgId, atMost: 100 })).at(-1);
    expect(last?.details.reason).toBe("The review failed 5 times");
  });
});

test("a worker goes round by itself, and ends after the round that is under way", async () => {
  await using here = await setting(async () => ({ state: "PUBLISHED", said: {} }));
  const { id } = await created(here.store, here.brand, freshNumber());
  {
    await using worker = here.worker();
    worker.start();
    while ((await resource(here.store, here.brand, id)).state !== "PUBLISHED") {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const later = await created(here.store, here.brand, freshNumber());
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect((await resource(here.store, here.brand, later.id)).state).toBe("SUBMITTED");
});
