import fc from "fast-check";
import { expect, test } from "vitest";
import { RateBuckets } from "./buckets.ts";
import { answerRates, type RateQuestion, WorkersRateLimit } from "./workers.ts";

/** A first process and its workers, on one clock, whose messages arrive when the test says so. */
function processes(perSecond: number, count: number) {
  const time = { now: 0 };
  const clock = () => time.now;
  const buckets = new RateBuckets(perSecond, clock);
  const workers = Array.from({ length: count }, () => {
    const questions: RateQuestion[] = [];
    const ask = (question: RateQuestion) => questions.push(question);
    return { limit: new WorkersRateLimit({ perSecond, clock, ask }), questions };
  });
  /** Lets what was asked be sent, and answers all of it. */
  const exchange = async () => {
    await new Promise(setImmediate);
    for (const { limit, questions } of workers) {
      for (let asked = questions.shift(); asked !== undefined; asked = questions.shift()) {
        limit.answered(answerRates(buckets, asked));
      }
    }
  };
  return { time, buckets, workers, exchange };
}

test("what is asked in one turn of the event loop is asked together, and answered in its order", async () => {
  const { workers, exchange } = processes(2, 1);
  const [worker] = workers;
  const waits = ["1", "2", "1", "1", "2"].map((orgId) => worker?.limit.take(orgId));
  await new Promise(setImmediate);
  expect(worker?.questions).toEqual([{ requestsOf: ["1", "2", "1", "1", "2"] }]);
  await exchange();
  expect(await Promise.all(waits)).toEqual([0, 0, 0, 500, 0]);
  expect(worker?.limit.refused).toBe(1);
});

test("there is one question at a time, and what comes meanwhile is asked together after it", async () => {
  const { workers, exchange, buckets } = processes(10, 1);
  const [worker] = workers;
  const first = worker?.limit.take("1");
  await new Promise(setImmediate);
  const later = ["2", "3", "2"].map((orgId) => worker?.limit.take(orgId));
  await new Promise(setImmediate);
  expect(worker?.questions).toEqual([{ requestsOf: ["1"] }]);
  worker?.limit.answered(answerRates(buckets, worker.questions.shift() ?? { requestsOf: [] }));
  expect(await first).toBe(0);
  expect(worker?.questions).toEqual([{ requestsOf: ["2", "3", "2"] }]);
  await exchange();
  expect(await Promise.all(later)).toEqual([0, 0, 0]);
});

test("what is empty is not asked for again before there is something", async () => {
  const { time, workers, exchange } = processes(1, 1);
  const [worker] = workers;
  const both = [worker?.limit.take("1"), worker?.limit.take("1")];
  await exchange();
  expect(await Promise.all(both)).toEqual([0, 1_000]);
  time.now = 999;
  expect(await worker?.limit.take("1")).toBe(1);
  await new Promise(setImmediate);
  expect(worker?.questions).toEqual([]);
  time.now = 1_000;
  const again = worker?.limit.take("1");
  await exchange();
  expect(await again).toBe(0);
});

test("a fraction of a millisecond that only rounding leaves is not waited for", async () => {
  const { time, workers, exchange } = processes(4, 1);
  const [worker] = workers;
  const take = async () => {
    const taken = worker?.limit.take("1");
    await exchange();
    return await taken;
  };
  expect(await take()).toBe(0);
  time.now = 59;
  const waits = [await take(), await take(), await take(), await take()];
  expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
  expect(waits[3]).toBeCloseTo(191);
  time.now = 250;
  expect(await take()).toBe(0);
});

test("a worker that is left alone lets go on what is under way, and counts no more", async () => {
  const { workers } = processes(1, 1);
  const [worker] = workers;
  const asked = worker?.limit.take("1");
  await new Promise(setImmediate);
  const waits = [asked, worker?.limit.take("1")];
  worker?.limit.leave();
  expect(await Promise.all(waits)).toEqual([0, 0]);
  expect(await worker?.limit.take("1")).toBe(0);
  await new Promise(setImmediate);
  expect(worker?.questions).toEqual([{ requestsOf: ["1"] }]);
});

test("all workers together let through what one process alone would", async () => {
  const turns = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 300 }),
      of: fc.array(fc.record({ worker: fc.nat(2), orgId: fc.constantFrom("1", "2") }), { maxLength: 20 }),
    }),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), turns, async (perSecond, sent) => {
      const { time, workers, exchange } = processes(perSecond, 3);
      const alone = new RateBuckets(perSecond, () => time.now);
      for (const { after, of } of sent) {
        time.now += after;
        const waits = of.map(({ worker, orgId }) => workers[worker]?.limit.take(orgId));
        await exchange();
        const passed = (await Promise.all(waits)).filter((wait) => wait === 0);
        expect(passed).toHaveLength(of.filter(({ orgId }) => alone.take(orgId) === 0).length);
      }
    }),
    { numRuns: 500 },
  );
});
