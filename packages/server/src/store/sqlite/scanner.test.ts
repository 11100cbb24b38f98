import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Scanner } from "./scanner.ts";
import type { Thread } from "./thread.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS = { atOnce: 1, queue: 1, timeLimit: 2_000 };

/** A thread that answers each task after so many milliseconds, the first one last. */
function threadThatTakes(...milliseconds: number[]): Pick<Thread, "do" | "close"> {
  return {
    do: (name) =>
      new Promise((resolve) => setTimeout(() => resolve(name as never), milliseconds.shift() ?? 0)),
    close: async () => {},
  };
}

test("how long the first thread takes to start is not the query's time", async () => {
  const scanner = new Scanner(() => threadThatTakes(5_000, 1_900), LIMITS);
  const answer = scanner.do("rootKey", undefined);
  await vi.advanceTimersByTimeAsync(6_900);
  expect(await answer).toBe("rootKey");
});

test("a query that takes longer than its limit is refused", async () => {
  const scanner = new Scanner(() => threadThatTakes(0, 2_100), LIMITS);
  const answer = expect(scanner.do("rootKey", undefined)).rejects.toThrow("longer than its time limit");
  await vi.advanceTimersByTimeAsync(2_000);
  await answer;
});
