import type { Time } from "./time.ts";

/** Requests that may go at once after a pause. More would be a burst, fewer would lose what a late timer missed. */
const BUCKET = 3;

/**
 * Lets requests go at an even rate, in the order in which they came: a token bucket that is small.
 *
 * Nothing runs, and no timer waits, while nobody does.
 */
export class RateShaper {
  /** Requests. */
  readonly perSecond: number;
  readonly #perMillisecond: number;
  readonly #time: Time;
  readonly #urgent = new Set<() => void>();
  readonly #waiting = new Set<() => void>();
  #tokens = BUCKET;
  #filled: number;
  #pause: AbortController | undefined;

  /** @param perSecond requests a second, more than 0 */
  constructor(perSecond: number, time: Time) {
    this.perSecond = perSecond;
    this.#perMillisecond = perSecond / 1000;
    this.#time = time;
    this.#filled = time.now();
  }

  /** Resolves when the next request may go; an urgent one overtakes. Rejects with the signal's reason. */
  async acquire(signal?: AbortSignal, isUrgent = false): Promise<void> {
    signal?.throwIfAborted();
    if (this.#urgent.size + this.#waiting.size === 0 && this.#take()) return;
    const queue = isUrgent ? this.#urgent : this.#waiting;
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        queue.delete(go);
        reject(signal?.reason);
        if (this.#urgent.size + this.#waiting.size === 0) this.#pause?.abort();
      };
      signal?.addEventListener("abort", abort, { once: true });
      queue.add(go);
      if (this.#pause === undefined) void this.#serve();
    });
  }

  async #serve(): Promise<void> {
    const pause = new AbortController();
    this.#pause = pause;
    for (let go = this.#next(); go !== undefined; go = this.#next()) {
      if (this.#take()) {
        this.#urgent.delete(go);
        this.#waiting.delete(go);
        go();
        continue;
      }
      // Aborted once the last one has left.
      await this.#time.sleep((1 - this.#tokens) / this.#perMillisecond, pause.signal).catch(() => {});
      if (pause.signal.aborted) break;
    }
    this.#pause = undefined;
    // Somebody may have come after the last one had left.
    if (this.#next() !== undefined) void this.#serve();
  }

  #next(): (() => void) | undefined {
    const [first] = this.#urgent.size > 0 ? this.#urgent : this.#waiting;
    return first;
  }

  #take(): boolean {
    const now = this.#time.now();
    // A clock that was set back adds nothing; one that was set forward fills no more than the bucket.
    const passed = Math.max(0, now - this.#filled);
    this.#filled = now;
    this.#tokens = Math.min(BUCKET, this.#tokens + passed * this.#perMillisecond);
    // Rounding must not cost a whole turn.
    if (this.#tokens < 1 - 1e-6) return false;
    this.#tokens -= 1;
    return true;
  }
}
