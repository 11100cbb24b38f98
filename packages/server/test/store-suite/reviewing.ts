import { expect } from "vitest";
import type { Event } from "../../src/registry/events.ts";
import type { Decision, TakenReview, Verdict } from "../../src/registry/reviews.ts";
import type { Collection, Store } from "../../src/registry/store.ts";
import { NOW } from "../requests.ts";

/* What the cases of reviews do and look at. */

export const LEASE = 30_000;
export const publish: Verdict = { state: "PUBLISHED", said: {} };

// The queue knows no org: each case has a time of its own, before all that came earlier.
let epoch = NOW;
export const earlierThanAll = () => {
  epoch -= 10_000_000;
  return epoch;
};
export const take = async (
  store: Store,
  now: number,
  more: { worker?: string; delay?: number; atMost?: number } = {},
) => {
  const asked = { now, delay: 0, until: now + LEASE, worker: "one", atMost: 100, ...more };
  const { taken, mended } = await store.takeReviews(asked);
  expect(mended).toBe(0);
  return taken;
};
export const settle = async (store: Store, now: number, decision: Decision) =>
  (await store.settleReviews({ decisions: [decision], now }))[0];
export const taken = async (store: Store, now: number, worker = "one"): Promise<TakenReview> => {
  const [review, ...others] = await take(store, now, { worker });
  if (review === undefined || others.length > 0) throw new Error(`Not one but ${others.length + 1}`);
  return review;
};
export const waiting = async (store: Store, { orgId }: Collection) =>
  (await store.listReviews({ limit: 10_000 })).reviews.filter((one) => one.collection.orgId === orgId);
export const told = async (store: Store, { orgId }: Collection): Promise<readonly Event[]> =>
  store.readEvents({ orgId, atMost: 10_000 });
