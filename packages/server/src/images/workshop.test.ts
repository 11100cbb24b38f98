import { expect, test } from "vitest";
import { Workshop } from "./workshop.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("so many work at once, the others wait in their order, and one that fails makes room as well", async () => {
  const workshop = new Workshop({ atOnce: 2, queue: 10 });
  const begun: number[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const all = Array.from({ length: 5 }, (_, index) =>
    workshop.work(() => {
      begun.push(index);
      return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    }),
  );
  await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error("damaged"));
  await expect(all[1]).rejects.toThrow("damaged");
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.resolve();
  ends[2]?.resolve();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[3]?.resolve();
  ends[4]?.resolve();
  await Promise.all([all[0], all[2], all[3], all[4]]);
  expect(await workshop.work(async () => "again")).toBe("again");
});

test("one upload too many is refused, until another has left, once", () => {
  const workshop = new Workshop({ atOnce: 1, queue: 2 });
  const leave = [workshop.enter(), workshop.enter(), workshop.enter()];
  expect(() => workshop.enter()).toThrow("ServiceUnavailable: Too many images");
  leave[0]?.();
  leave[0]?.();
  workshop.enter();
  expect(() => workshop.enter()).toThrow("ServiceUnavailable");
});
