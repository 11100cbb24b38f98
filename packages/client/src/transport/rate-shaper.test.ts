import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeTime } from "../../test/fake-time.ts";
import { RateShaper } from "./rate-shaper.ts";

/** When each of `count` requests goes that all come now, in milliseconds from now on. */
async function turnsOf(count: number, perSecond: number): Promise<number[]> {
  const time = new FakeTime();
  const shaper = new RateShaper(perSecond, time);
  const turns: number[] = [];
  const all = Array.from({ length: count }, () => shaper.acquire().then(() => turns.push(time.passed)));
  await time.runUntil(Promise.all(all));
  return turns;
}

describe("a rate shaper", () => {
  test("lets a few go at once, and then one at a time at an even rate", async () => {
    const turns = await turnsOf(63, 15);
    expect(turns.slice(0, 3)).toEqual([0, 0, 0]);
    const gaps = turns.slice(3).map((turn, index) => turn - (turns[index + 2] ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(1000 / 15, 2);
    expect(turns.at(-1)).toBeCloseTo(4000, 2);
  });

  test("never lets more go in any stretch of time than the rate and the bucket allow", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        async (pauses, perSecond) => {
          const time = new FakeTime();
          const shaper = new RateShaper(perSecond, time);
          const turns: number[] = [];
          const asked: Promise<unknown>[] = [];
          for (const pause of pauses) {
            await time.advance(pause);
            asked.push(shaper.acquire().then(() => turns.push(time.passed)));
          }
          await time.runUntil(Promise.all(asked));
          for (const [from, start] of turns.entries()) {
            for (const [to, end] of turns.entries()) {
              if (to < from) continue;
              expect(to - from + 1).toBeLessThanOrEqual(3 + ((end - start) * perSecond) / 1000 + 1e-3);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test("does not lose what late timers miss", async () => {
    const time = new FakeTime({ late: 20 });
    const shaper = new RateShaper(15, time);
    await time.runUntil(Promise.all(Array.from({ length: 153 }, () => shaper.acquire())));
    expect(time.passed).toBeLessThan(10_000 + 100);
  });

  test("keeps the order, and lets what is urgent overtake", async () => {
    const time = new FakeTime();
    const shaper = new RateShaper(10, time);
    const order: string[] = [];
    const ask = (name: string, isUrgent = false) =>
      shaper.acquire(undefined, isUrgent).then(() => order.push(name));
    const all = ["a", "b", "c", "d", "e"].map((name) => ask(name));
    all.push(ask("token", true));
    await time.runUntil(Promise.all(all));
    expect(order).toEqual(["a", "b", "c", "token", "d", "e"]);
  });

  test("gives the turn of one that is aborted to the next", async () => {
    const time = new FakeTime();
    const shaper = new RateShaper(1, time);
    for (let count = 0; count < 3; count += 1) await shaper.acquire();
    const gone = new AbortController();
    const aborted = shaper.acquire(gone.signal);
    const next = shaper.acquire();
    gone.abort("no longer");
    await expect(aborted).rejects.toBe("no longer");
    await time.runUntil(next);
    expect(time.passed).toBe(1000);
  });

  test("waits for nothing once all have left, and goes on for who comes after", async () => {
    const time = new FakeTime();
    const shaper = new RateShaper(0.001, time);
    for (let count = 0; count < 3; count += 1) await shaper.acquire();
    const gone = new AbortController();
    const aborted = shaper.acquire(gone.signal);
    expect(time.sleeping).toBe(1);
    gone.abort();
    const after = shaper.acquire();
    await expect(aborted).rejects.toThrow();
    await time.runUntil(after);
    expect([time.passed, time.sleeping]).toEqual([1_000_000, 0]);
  });

  test("refuses who is aborted already", async () => {
    await expect(new RateShaper(1, new FakeTime()).acquire(AbortSignal.abort("gone"))).rejects.toBe("gone");
  });

  test("is not misled by a clock that is set back, or forward", async () => {
    const time = new FakeTime();
    const shaper = new RateShaper(10, time);
    for (let count = 0; count < 3; count += 1) await shaper.acquire();
    time.set(-3_600_000);
    await time.runUntil(shaper.acquire());
    expect(time.passed).toBeLessThanOrEqual(200);
    time.set(3_600_000);
    const turns: number[] = [];
    const from = time.passed;
    await time.runUntil(
      Promise.all(
        Array.from({ length: 5 }, () => shaper.acquire().then(() => turns.push(time.passed - from))),
      ),
    );
    expect(turns.filter((turn) => turn === 0)).toHaveLength(3);
  });
});

describe("a rate shaper that is told of refusals", () => {
  /** One at any rate that has sent so many a second for three seconds, all of which were taken. */
  async function busy(perSecond: number) {
    const time = new FakeTime();
    const shaper = new RateShaper(Infinity, time);
    for (let count = 0; count < 3 * perSecond; count += 1) {
      shaper.taken(await shaper.acquire());
      await time.advance(1000 / perSecond);
    }
    /** Milliseconds until so many have gone that all come now. */
    const lasts = async (count: number) => {
      const from = time.passed;
      await time.runUntil(Promise.all(Array.from({ length: count }, () => shaper.acquire())));
      return time.passed - from;
    };
    return { time, shaper, lasts };
  }

  test("goes somewhat slower than it went, and evenly", async () => {
    const { shaper, lasts } = await busy(20);
    shaper.refused(await shaper.acquire());
    const milliseconds = await lasts(20);
    expect(milliseconds).toBeGreaterThan(20 * (1000 / 15));
    expect(milliseconds).toBeLessThan(20 * (1000 / 12));
  });

  test("lowers the rate once, however many refusals one rate has", async () => {
    const { shaper, lasts } = await busy(50);
    const paces = await Promise.all(Array.from({ length: 10 }, () => shaper.acquire()));
    for (const pace of paces) shaper.refused(pace);
    expect(await lasts(30)).toBeLessThan(30 * (1000 / 30));
  });

  test("learns nothing of a server that takes none", async () => {
    const { shaper, time, lasts } = await busy(50);
    for (let count = 0; count < 10; count += 1) {
      shaper.refused(await time.runUntil(shaper.acquire()));
      await time.advance(100);
    }
    expect(await lasts(30)).toBeLessThan(30 * (1000 / 30));
  });

  test("learns nothing of one that was sent a few", async () => {
    const { shaper, lasts } = await busy(2);
    shaper.refused(await shaper.acquire());
    expect(await lasts(100)).toBe(0);
  });

  test("forgets it, and never exceeds the rate that it was given", async () => {
    const { shaper, time, lasts } = await busy(20);
    shaper.refused(await shaper.acquire());
    await time.advance(600_000);
    expect(await lasts(1_000)).toBe(0);

    const given = new RateShaper(10, time);
    for (let count = 0; count < 20; count += 1) given.taken(await time.runUntil(given.acquire()));
    given.refused(await time.runUntil(given.acquire()));
    const from = time.passed;
    await time.runUntil(Promise.all(Array.from({ length: 20 }, () => given.acquire())));
    expect(time.passed - from).toBeGreaterThan(2_200);
    await time.advance(600_000);
    const later = time.passed;
    await time.runUntil(Promise.all(Array.from({ length: 13 }, () => given.acquire())));
    expect(time.passed - later).toBeCloseTo(1_000, 2);
  });
});
