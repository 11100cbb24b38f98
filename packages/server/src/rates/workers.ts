import type { RateBuckets } from "./buckets.ts";
import type { RateLimit } from "./rate-limit.ts";
import { Recent } from "./recent.ts";

/*
 * One limit for several processes: the first process has the buckets, and the workers ask it. What a worker was told to
 * wait it need not ask again, so that a flood costs the first process hardly more than what it lets through.
 */

/** What is waited for no longer than this is asked for again: what passes is for the buckets to say, in milliseconds. */
const NEARLY = 0.5;

/** A worker asks for requests of these orgs, in this order. */
export interface RateQuestion {
  readonly requestsOf: readonly string[];
}

/** How long each of them has to wait, in milliseconds and in the same order; 0 for what may go on. */
export interface RateAnswer {
  readonly waits: readonly number[];
}

/** What the first process answers. */
export function answerRates(buckets: RateBuckets, { requestsOf }: RateQuestion): RateAnswer {
  return { waits: requestsOf.map((orgId) => buckets.take(orgId)) };
}

export interface WorkersRateLimitOptions {
  readonly perSecond: number;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  /** Sends a question to the first process; the next one only after its answer. */
  readonly ask: (question: RateQuestion) => void;
}

/** A request that waits for its answer. */
interface Waiting {
  readonly orgId: string;
  readonly resolve: (wait: number) => void;
}

/** The limit as a worker sees it. */
export class WorkersRateLimit implements RateLimit {
  readonly perSecond: number;
  refused = 0;
  readonly #options: WorkersRateLimitOptions;
  /** By org: until when there is nothing left for it. */
  readonly #emptyUntil: Recent<number>;
  /** What was asked, and what is to be asked next: the more there is to do, the more goes into one message. */
  #asked: readonly Waiting[] = [];
  #next: Waiting[] = [];
  #isAsking = false;
  #isAlone = false;

  constructor(options: WorkersRateLimitOptions) {
    this.#options = options;
    this.perSecond = options.perSecond;
    this.#emptyUntil = new Recent(1_000 / options.perSecond);
  }

  async take(orgId: string): Promise<number> {
    const now = this.#options.clock();
    const known = (this.#emptyUntil.get(orgId, now) ?? now) - now;
    const wait = known >= NEARLY ? known : await this.#ask(orgId);
    if (wait > 0) this.refused += 1;
    return wait;
  }

  /** Takes what the first process answered. */
  answered({ waits }: RateAnswer): void {
    const now = this.#options.clock();
    for (const [index, { orgId, resolve }] of this.#asked.entries()) {
      const wait = waits[index] ?? 0;
      if (wait > 0) this.#emptyUntil.set(orgId, now + wait, now);
      resolve(wait);
    }
    this.#send();
  }

  /** The first process is gone, and this one about to stop: it answers what is under way, and counts no more. */
  leave(): void {
    this.#isAlone = true;
    for (const { resolve } of [...this.#asked, ...this.#next]) resolve(0);
  }

  #ask(orgId: string): Promise<number> | number {
    if (this.#isAlone) return 0;
    if (!this.#isAsking) setImmediate(() => this.#send());
    this.#isAsking = true;
    return new Promise((resolve) => this.#next.push({ orgId, resolve }));
  }

  #send(): void {
    this.#asked = this.#next;
    this.#next = [];
    this.#isAsking = this.#asked.length > 0;
    if (this.#isAsking && !this.#isAlone) {
      this.#options.ask({ requestsOf: this.#asked.map(({ orgId }) => orgId) });
    }
  }
}
