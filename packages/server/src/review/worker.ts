import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { AUTOMATIC_REVIEW } from "../registry/actors.ts";
import { verdictOn } from "../registry/review-verdict.ts";
import {
  type Decided,
  type Decision,
  type Reviewed,
  reviewOutcome,
  type TakenReview,
  type Verdict,
} from "../registry/reviews.ts";
import { OutcomeUnknown, type Store, StoreUnavailable } from "../registry/store.ts";
import type { Judge } from "./judge.ts";

/** How many reviews are taken at once, and decided in one transaction. */
const BATCH = 50;
/** For how long what was taken is left alone, in milliseconds: a worker that dies gives it back so late. */
const LEASE = 30_000;
/** How often the queue is looked at while nothing is due, in milliseconds. */
const IDLE = 250;
/** How often a review that fails by itself is tried. */
const ATTEMPTS = 5;
/** How long after the first failure it is tried again, in milliseconds; twice as long after each further one. */
const BACK_OFF = 1_000;

export interface ReviewWorkerOptions {
  readonly store: Pick<Store, "takeReviews" | "settleReviews">;
  readonly judge: Judge;
  /** How long a version lies before it is reviewed, in milliseconds. */
  readonly delay: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn" | "error">;
  readonly reviewed?: Reviewed;
}

/**
 * Reviews what is submitted, on any number of nodes: each review is taken by one of them at a time, by a lease in the
 * database, and decided in the transaction that gives it up. A worker that dies loses nothing and doubles nothing.
 */
export class ReviewWorker implements AsyncDisposable {
  readonly #options: ReviewWorkerOptions;
  readonly #name = `review ${randomUUID()}`;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ReviewWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the round that is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Takes and decides what is due; gives back how many there were. */
  async round(): Promise<number> {
    const { store, clock, delay, logger, reviewed } = this.#options;
    const now = clock();
    const worker = this.#name;
    const until = now - delay + LEASE;
    const { taken, mended } = await store.takeReviews({ now, delay, until, worker, atMost: BATCH });
    if (mended > 0)
      logger.warn({ reviews: mended }, "dropped entries of the review queue that fitted no version");
    if (taken.length === 0) return 0;
    const decisions = await Promise.all(taken.map((review) => this.#decide(review)));
    const settled = await this.#settle(decisions);
    for (const [index, { kind, submitted }] of taken.entries()) {
      const decision = decisions[index];
      if (decision === undefined) continue;
      reviewed?.(kind, reviewOutcome(decision, settled[index]), (clock() - submitted) / 1_000);
    }
    return taken.length;
  }

  /** All of them in one transaction; where one cannot be carried out, the others are, each by itself. */
  async #settle(decisions: readonly Decision[]): Promise<readonly (Decided | undefined)[]> {
    const { store, clock, logger } = this.#options;
    try {
      return await store.settleReviews({ decisions, now: clock() });
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) throw error;
      const [first, ...others] = decisions;
      if (first !== undefined && others.length > 0) {
        return [...(await this.#settle([first])), ...(await this.#settle(others))];
      }
      logger.error({ err: error, kind: first?.review.kind }, "a decision cannot be carried out");
      return [undefined];
    }
  }

  async #decide(review: TakenReview): Promise<Decision> {
    const { judge, clock, logger, delay } = this.#options;
    const { kind, collection, id, etag, attempts, findings = [] } = review;
    const decision = { review: { kind, collection, id, etag }, takenBy: this.#name, by: judge.name };
    const failed = (): Decision => {
      const said = { reason: `The review failed ${Math.min(attempts, ATTEMPTS)} times` };
      return { ...decision, verdict: { state: "FAILED", said } };
    };
    const rejected = verdictOn(findings, clock());
    if (rejected !== undefined) return { ...decision, by: AUTOMATIC_REVIEW, verdict: rejected };
    // Whoever had it before left no word: what ends a process each time must not be tried for ever.
    if (attempts > ATTEMPTS) return failed();
    try {
      return { ...decision, verdict: shifted(await judge.judge(review, clock()), delay) };
    } catch (error) {
      logger.warn({ err: error, kind, attempts }, "a review failed");
      if (attempts < ATTEMPTS) {
        const postponedTo = clock() + BACK_OFF * 2 ** (attempts - 1);
        return { ...decision, verdict: shifted({ postponedTo }, delay) };
      }
      return failed();
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let found = 0;
      try {
        found = await this.round();
      } catch (error) {
        // The database is away or busy; what was taken is taken again once its lease has ended.
        this.#options.logger.warn({ err: error }, "reviews wait: the database gave no answer");
      }
      if (found < BATCH) await setTimeout(IDLE, undefined, { signal }).catch(() => {});
    }
  }
}

/** Whatever is due waits for the delay as well: who is to be taken at a moment is due so much before. */
function shifted(verdict: Verdict, delay: number): Verdict {
  return "postponedTo" in verdict ? { ...verdict, postponedTo: verdict.postponedTo - delay } : verdict;
}
