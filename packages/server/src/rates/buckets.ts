import type { RateLimit } from "./rate-limit.ts";
import { Recent } from "./recent.ts";

/** A bucket of one second's requests is full again after one, in milliseconds. */
const FULL_AFTER = 1_000;

/** What a sum of fractions may lack of the one request that it stands for. */
const ROUNDING = 1e-4;

/** What an org may still send. */
interface Bucket {
  /** Requests, and a fraction, that were left. */
  readonly left: number;
  /** When they were, in milliseconds. */
  readonly at: number;
}

/**
 * A bucket for each org, as large as what it may send in a second and refilled all the while: in any `t` seconds an org
 * sends at most `perSecond × (t + 1)` requests. What is refused takes nothing out. An org that has sent nothing for a
 * second has a full bucket and needs none, so there are never more than the orgs of the last two seconds.
 */
export class RateBuckets implements RateLimit {
  readonly perSecond: number;
  refused = 0;
  readonly #clock: () => number;
  readonly #buckets = new Recent<Bucket>(FULL_AFTER);

  /** @param clock milliseconds, never going back */
  constructor(perSecond: number, clock: () => number) {
    this.perSecond = perSecond;
    this.#clock = clock;
  }

  /** How many orgs have a bucket that may not be full. */
  get size(): number {
    return this.#buckets.size;
  }

  take(orgId: string): number {
    const now = this.#clock();
    const left = this.#left(orgId, now);
    if (left < 1 - ROUNDING) {
      this.refused += 1;
      return ((1 - left) * 1_000) / this.perSecond;
    }
    this.#buckets.set(orgId, { left: left - 1, at: now }, now);
    return 0;
  }

  #left(orgId: string, now: number): number {
    const bucket = this.#buckets.get(orgId, now);
    if (bucket === undefined) return this.perSecond;
    return Math.min(this.perSecond, bucket.left + ((now - bucket.at) * this.perSecond) / 1_000);
  }
}
