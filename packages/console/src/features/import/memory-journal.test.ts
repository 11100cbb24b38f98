import { expect, test } from "vitest";
import { MemoryJournal } from "./memory-journal.ts";

test("a journal knows what is done, what was refused, and what nobody knows the end of", () => {
  const journal = new MemoryJournal();
  for (const step of [3, 1, 2, 0]) journal.append({ step, is: "begun" });
  journal.append({ step: 3, is: "refused", code: "C", message: "M" });
  journal.append({ step: 1, is: "done" });
  journal.append({ step: 0, is: "refused", code: "A", message: "B" });
  expect(journal.progress.begun).toEqual(new Set([2]));
  expect(journal.done).toBe(1);
  expect(journal.refused.map(({ step }) => step)).toEqual([0, 3]);
});

test("what an apply begins with does not change under it", () => {
  const journal = new MemoryJournal();
  const { progress } = journal;
  journal.append({ step: 0, is: "done" });
  expect(progress.done.size).toBe(0);
});
