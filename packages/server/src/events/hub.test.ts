import { expect, test } from "vitest";
import type { EventPosition } from "../registry/events.ts";
import { EventHub } from "./hub.ts";

/** A registry in which something happens when it is told to, and a hub that looks at it. */
function setting() {
  let last: EventPosition = { transactionId: 0, position: 0 };
  let looks = 0;
  const failures: unknown[] = [];
  let broken = false;
  const listeners = new Set<() => void>();
  const hub = new EventHub({
    store: {
      onEvents(listener) {
        listeners.add(listener);
        return { [Symbol.dispose]: () => void listeners.delete(listener) };
      },
      lastEvent: async () => {
        looks += 1;
        if (broken) throw new Error("away");
        return last;
      },
    },
    failed: (error) => failures.push(error),
  });
  const looked = async (more: number) => {
    for (const until = looks + more; looks < until; ) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return {
    hub,
    listeners,
    failures,
    looked,
    looks: () => looks,
    happen: () => {
      last = { transactionId: 0, position: last.position + 1 };
    },
    breaks: (now: boolean) => {
      broken = now;
    },
  };
}
const LONG = 50_000;
const never = new AbortController().signal;

test("tells each follower that something happened", async () => {
  const { hub, happen, looked } = setting();
  using _one = hub.follow();
  using _two = hub.follow();
  await looked(2);
  const seen = hub.changes;
  const all = Promise.all([hub.change(seen, LONG, never), hub.change(seen, LONG, never)]);
  happen();
  await all;
  expect(hub.changes).toBeGreaterThan(seen);
});

test("looks at once where it is told, once for all that it is told while it looks, and only for followers", async () => {
  const { hub, happen, listeners, looks } = setting();
  expect(listeners.size).toBe(0);
  {
    using _ = hub.follow();
    expect(listeners.size).toBe(1);
    const [told] = listeners;
    const seen = hub.changes;
    happen();
    const before = looks();
    for (let times = 0; times < 100; times += 1) told?.();
    await hub.change(seen, LONG, never);
    await new Promise((resolve) => setImmediate(resolve));
    expect(hub.changes).toBe(seen + 1);
    expect(looks() - before).toBeLessThan(10);
  }
  expect(listeners.size).toBe(0);
});

test("tells a follower who was busy when it happened", async () => {
  const { hub, happen, looked } = setting();
  using _ = hub.follow();
  await looked(2);
  const seen = hub.changes;
  happen();
  await looked(2);
  // It was told already: without `seen` it would wait for what happens next.
  await hub.change(seen, LONG, never);
});

test("waits no longer than it is told, and not at all for who is gone", async () => {
  const { hub } = setting();
  using _ = hub.follow();
  await hub.change(hub.changes, 5, never);
  await hub.change(hub.changes, LONG, AbortSignal.abort());
  const gone = new AbortController();
  const waiting = hub.change(hub.changes, LONG, gone.signal);
  gone.abort();
  await waiting;
});

test("looks while somebody follows, and no longer", async () => {
  const { hub, looked, looks } = setting();
  const one = hub.follow();
  const two = hub.follow();
  expect(hub.followers).toBe(2);
  await looked(1);
  one[Symbol.dispose]();
  await looked(1);
  two[Symbol.dispose]();
  expect(hub.followers).toBe(0);
  const before = looks();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(looks()).toBeLessThanOrEqual(before + 1);
});

test("goes on looking where the registry gave no answer", async () => {
  const { hub, breaks, failures, happen, looked } = setting();
  using _ = hub.follow();
  await looked(2);
  const seen = hub.changes;
  breaks(true);
  await looked(2);
  happen();
  breaks(false);
  await hub.change(seen, LONG, never);
  expect(failures.length).toBeGreaterThan(0);
});
