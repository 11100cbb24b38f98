import { expect, test } from "vitest";
import { seededRandom } from "./random.ts";

/** The state 1, 2, 3, 4, and what the reference implementation in C (prng.di.unimi.it) draws from it. */
const SEED = Buffer.from("01000000020000000300000004000000", "hex");

test("draws what xoshiro128** draws", () => {
  const { uint32 } = seededRandom(SEED);
  expect(Array.from({ length: 10 }, uint32)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("fractions are spread over 0 to 1, without 1", () => {
  const { fraction } = seededRandom(SEED);
  const drawn = Array.from({ length: 10_000 }, fraction);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.reduce((sum, one) => sum + one) / drawn.length).toBeCloseTo(0.5, 1);
});

test("bytes are as many as were asked for", () => {
  const { bytes } = seededRandom(SEED);
  expect([0, 1, 4, 7, 16].map((count) => bytes(count).length)).toEqual([0, 1, 4, 7, 16]);
});
