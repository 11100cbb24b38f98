import { expect, test } from "vitest";
import { MemoryJournal } from "./memory-journal.ts";

test("a journal knows what is done, what was refused, what has failed, and what nobody knows the end of", () => {
  const journal = new MemoryJournal();
  for (const step of [4, 3, 1, 2, 0]) journal.append({ step, is: "begun" });
  journal.append({ step: 3, is: "refused", code: "C", message: "M" });
  journal.append({ step: 1, is: "done" });
  journal.append({ step: 0, is: "refused", code: "A", message: "B" });
  journal.append({ step: 4, is: "failed", code: "E", message: "F" });
  expect(journal.progress.begun).toEqual(new Set([2]));
  expect(journal.done).toBe(1);
  expect(journal.refused.map(({ step }) => step)).toEqual([0, 3]);
  expect(journal.failed.map(({ step }) => step)).toEqual([4]);
  expect([...journal.progress.failed.keys()]).toEqual([4]);
});

test("what an apply begins with does not change under it", () => {
  const journal = new MemoryJournal();
  const { progress } = journal;
  journal.append({ step: 0, is: "done" });
  expect(progress.done.size).toBe(0);
});
