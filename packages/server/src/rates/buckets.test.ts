import fc from "fast-check";
import { expect, test } from "vitest";
import { RateBuckets } from "./buckets.ts";

/** A clock that a test moves. */
function bucketsAt(perSecond: number, start = 0) {
  const time = { now: start };
  return { time, buckets: new RateBuckets(perSecond, () => time.now) };
}

const perSeconds = fc.integer({ min: 1, max: 50 });
/** How long after the one before a request comes, in milliseconds, and whose it is. */
const requests = fc.array(
  fc.record({
    after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 5_000 })),
    orgId: fc.constantFrom("1", "2", "3"),
  }),
  { maxLength: 300 },
);

test("a full bucket has a second's requests, and each comes back in its time", () => {
  const { time, buckets } = bucketsAt(4, 1_000);
  const taken = () => Array.from({ length: 6 }, () => buckets.take("1"));
  expect(taken()).toEqual([0, 0, 0, 0, 250, 250]);
  time.now += 249;
  expect(buckets.take("1")).toBeCloseTo(1);
  time.now += 1;
  expect([buckets.take("1"), buckets.take("1")]).toEqual([0, 250]);
  time.now += 625;
  expect([buckets.take("1"), buckets.take("1"), buckets.take("1")]).toEqual([0, 0, 125]);
  time.now += 1_000_000;
  expect(taken()).toEqual([0, 0, 0, 0, 250, 250]);
  expect(buckets.refused).toBe(7);
});

test("one org's requests are taken from its own bucket alone", () => {
  const { buckets } = bucketsAt(1);
  expect([buckets.take("1"), buckets.take("1"), buckets.take("2"), buckets.take("2")]).toEqual([
    0, 1_000, 0, 1_000,
  ]);
});

test("it lets through what a count in whole thousandths of a request does", () => {
  fc.assert(
    fc.property(perSeconds, requests, (perSecond, sent) => {
      const { time, buckets } = bucketsAt(perSecond);
      const full = perSecond * 1_000;
      const exact = new Map<string, { left: number; at: number }>();
      for (const { after, orgId } of sent) {
        time.now += after;
        const known = exact.get(orgId) ?? { left: full, at: time.now };
        const left = Math.min(full, known.left + (time.now - known.at) * perSecond);
        const isLet = left >= 1_000;
        exact.set(orgId, { left: isLet ? left - 1_000 : left, at: time.now });
        const wait = buckets.take(orgId);
        expect(wait === 0).toBe(isLet);
        if (!isLet) expect(wait).toBeCloseTo((1_000 - left) / perSecond, 3);
      }
    }),
  );
});

test("in any t seconds an org sends no more than t + 1 times its rate", () => {
  fc.assert(
    fc.property(perSeconds, requests, (perSecond, sent) => {
      const { time, buckets } = bucketsAt(perSecond);
      const passed: number[] = [];
      for (const { after } of sent) {
        time.now += after;
        if (buckets.take("1") === 0) passed.push(time.now);
      }
      for (const [first, from] of passed.entries()) {
        for (let last = first; last < passed.length; last++) {
          const seconds = ((passed[last] ?? 0) - from) / 1_000;
          expect(last - first + 1).toBeLessThanOrEqual(perSecond * (seconds + 1) + 1e-3);
        }
      }
    }),
  );
});

test("who sends evenly at the rate is never refused, and who waits as long as he is told neither", () => {
  fc.assert(
    fc.property(perSeconds, fc.integer({ min: 0, max: 2 ** 35 }), (perSecond, start) => {
      const even = bucketsAt(perSecond, start);
      const told = bucketsAt(perSecond, start);
      while (told.buckets.take("1") === 0);
      for (let count = 0; count < 500; count++) {
        expect(even.buckets.take("1")).toBe(0);
        even.time.now += 1_000 / perSecond;
        told.time.now += told.buckets.take("1");
        expect(told.buckets.take("1")).toBe(0);
        expect(told.buckets.take("1")).toBeGreaterThan(0);
      }
    }),
    { numRuns: 30 },
  );
});

test("what is full again is forgotten, however many orgs there are", () => {
  const { time, buckets } = bucketsAt(15);
  for (let org = 0; org < 100_000; org++) {
    time.now += 1;
    buckets.take(String(org));
    expect(buckets.size).toBeLessThanOrEqual(2_000);
  }
});
