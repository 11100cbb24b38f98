import type { CallerId } from "@callmark/client";
import { expect, test } from "vitest";
import { CatchUp } from "./catch-up.ts";
import type { RowWalk } from "./row-walk.ts";

type Patch = readonly [current: readonly string[], gone: readonly string[]];

/** A catch-up over a walk that notes its patches; what is asked for is answered by hand. */
function follow(atOnce = 150) {
  const patches: Patch[] = [];
  const asked: { ids: readonly string[]; answer: (there: readonly string[]) => void; fail: () => void }[] =
    [];
  const read: string[] = [];
  let tooMany = 0;
  const walk = {
    patch: (current: readonly CallerId[], gone: readonly string[]) =>
      patches.push([current.map(({ id }) => id), gone]),
  } as Partial<RowWalk> as RowWalk;
  const catchUp = new CatchUp({
    walk,
    asked: {
      atOnce,
      count: async () => 0,
      read: (ids) =>
        new Promise((resolve, reject) => {
          const answer = (there: readonly string[]) => resolve(there.map((id) => ({ id }) as CallerId));
          asked.push({ ids, answer, fail: () => reject(new Error("lost")) });
        }),
    },
    onRead: (ids) => read.push(...ids),
    onTooMany: () => {
      tooMany += 1;
    },
  });
  return { catchUp, patches, asked, read, tooMany: () => tooMany };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("what changes before the first rows are there is read once they are", async () => {
  const { catchUp, asked, patches } = follow();
  catchUp.add(["1", "2"]);
  await settled();
  expect(asked).toEqual([]);
  catchUp.begin();
  asked[0]?.answer(["2"]);
  await settled();
  expect(patches).toEqual([[["2"], ["1"]]]);
});

test("one request after the other, each of no more than fit, with all that has changed meanwhile", async () => {
  const { catchUp, asked, read } = follow(2);
  catchUp.begin();
  catchUp.add(["1", "2", "3"]);
  catchUp.add(["4"]);
  await settled();
  expect(asked.map(({ ids }) => ids)).toEqual([["1", "2"]]);
  asked[0]?.answer(["1", "2"]);
  await settled();
  expect(asked.map(({ ids }) => ids)).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
  asked[1]?.fail();
  catchUp.add(["5"]);
  await settled();
  asked[2]?.answer(["5"]);
  await settled();
  expect(read).toEqual(["1", "2", "5"]);
});

test("an answer that comes after the end changes nothing, and nothing more is asked", async () => {
  const { catchUp, asked, patches, read } = follow();
  catchUp.begin();
  catchUp.add(["1"]);
  catchUp.add(["2"]);
  catchUp.end();
  asked[0]?.answer(["1"]);
  await settled();
  expect([patches, read, asked.length]).toEqual([[], [], 1]);
});

test("more than can be followed is left to who reads all anew", async () => {
  const { catchUp, asked, tooMany } = follow();
  catchUp.begin();
  catchUp.add(Array.from({ length: 2_001 }, (_, index) => String(index)));
  await settled();
  expect([tooMany(), asked.length]).toEqual([1, 0]);
});
