import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemTime } from "./time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a sleep", () => {
  test("ends after its time, and leaves nothing", async () => {
    const { signal } = new AbortController();
    const slept = systemTime.sleep(1_000, signal);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1_000);
    await slept;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends with its signal's reason, and leaves no timer", async () => {
    const gone = new AbortController();
    const slept = systemTime.sleep(1_000, gone.signal);
    gone.abort("enough");
    await expect(slept).rejects.toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
    await expect(systemTime.sleep(1_000, gone.signal)).rejects.toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("of more than a timer can wait for does not end at once", async () => {
    let isOver = false;
    void systemTime.sleep(2 ** 40).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isOver).toBe(false);
  });
});
