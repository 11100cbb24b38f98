import fc from "fast-check";
import { expect, test } from "vitest";
import { FIRST_PAUSE, LONGEST_PAUSE, nextAttempt } from "./back-off.ts";

const DAY = 24 * 3_600_000;
const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

test("a pause is between half and all of one that doubles up to the longest", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), random, (attempts, drawn) => {
      const next = nextAttempt({ attempts, queued: 0, now: 0 }, { keepFor: DAY, random: () => drawn });
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));
      expect(next).toBeGreaterThanOrEqual(pause / 2);
      expect(next).toBeLessThanOrEqual(pause);
    }),
  );
});

test("the last attempt is made when the time is over, and no other comes behind it", () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 1, max: 720 }), (drawn, hours) => {
      const options = { keepFor: hours * 3_600_000, random: () => drawn };
      const queued = 1_790_000_000_000;
      const times: number[] = [];
      let now: number | undefined = queued;
      for (let attempts = 1; now !== undefined; attempts += 1) {
        times.push(now);
        now = nextAttempt({ attempts, queued, now }, options);
      }
      expect(times.at(-1)).toBe(queued + options.keepFor);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(new Set(times).size).toBe(times.length);
      expect(times.length).toBeLessThan(2 * hours + 14);
    }),
  );
});
