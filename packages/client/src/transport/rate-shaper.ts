import type { Time } from "./time.ts";

/** Requests that may go at once after a pause. More would be a burst, fewer would lose what a late timer missed. */
const BUCKET = 3;
/** The share that is left, after a refusal, of the rate at which requests went until then. */
const BACK_OFF = 0.7;
/** What the rate grows by in a second without a refusal: so slowly that a few refusals in a hundred find the limit. */
const GROWTH = 1.05;
/** A learned rate above it holds nobody back any more: timers, which count milliseconds, could not keep to it. */
const FASTEST = 1000 * BUCKET;

/** Which rate a request went at: how often the rate had been lowered by then. */
export type Pace = number;

/**
 * Lets requests go at an even rate, in the order in which they came: a token bucket that is small. The rate is the one
 * that is given, or a lower one that the server's refusals teach; what they taught is forgotten slowly.
 *
 * Nothing runs, and no timer waits, while nobody does.
 */
export class RateShaper {
  /** Requests; the rate is never higher. */
  readonly perSecond: number;
  #rate: number;
  #pace: Pace = 0;
  /** Did the server take a request since the rate was lowered? */
  #isTaken = false;
  /** Requests of about the last second, without those that were refused: each counts less with its age. */
  #recent = 0;
  readonly #time: Time;
  readonly #urgent = new Set<() => void>();
  readonly #waiting = new Set<() => void>();
  #tokens = BUCKET;
  #filled: number;
  #pause: AbortController | undefined;

  /** @param perSecond requests a second, more than 0; `Infinity` for any, until the server refuses one */
  constructor(perSecond: number, time: Time) {
    this.perSecond = perSecond;
    this.#rate = perSecond;
    this.#time = time;
    this.#filled = time.now();
  }

  /** Resolves when the next request may go; an urgent one overtakes. Rejects with the signal's reason. */
  async acquire(signal?: AbortSignal, isUrgent = false): Promise<Pace> {
    signal?.throwIfAborted();
    if (this.#urgent.size + this.#waiting.size === 0 && this.#take()) return this.#pace;
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
    return this.#pace;
  }

  /** Says that the server has answered a request, and takes it for no refusal of its rate. */
  taken(pace: Pace): void {
    if (pace === this.#pace) this.#isTaken = true;
  }

  /**
   * Says that the server has refused a request for now. Of those that went at one rate the first one lowers it. A server
   * that takes none is away, and none that sends a few has sent too many: neither says anything of a rate.
   */
  refused(pace: Pace): void {
    this.#pass();
    this.#recent = Math.max(0, this.#recent - 1);
    if (pace !== this.#pace || !this.#isTaken || this.#recent < BUCKET) return;
    this.#rate = Math.min(this.#rate, this.#recent * BACK_OFF);
    this.#tokens = 0;
    this.#pace += 1;
    this.#isTaken = false;
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
      await this.#time.sleep(((1 - this.#tokens) / this.#rate) * 1000, pause.signal).catch(() => {});
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
    this.#pass();
    // Rounding must not cost a whole turn.
    if (this.#tokens < 1 - 1e-6) return false;
    this.#tokens -= 1;
    this.#recent += 1;
    return true;
  }

  /** Brings everything to the present. */
  #pass(): void {
    const now = this.#time.now();
    // A clock that was set back adds nothing; one that was set forward fills no more than the bucket.
    const seconds = Math.max(0, now - this.#filled) / 1000;
    this.#filled = now;
    this.#recent *= Math.exp(-seconds);
    const grown = this.#rate * GROWTH ** seconds;
    this.#rate = Math.min(this.perSecond, grown > FASTEST ? Infinity : grown);
    // Infinity times no time would be no number.
    const gained = this.#rate === Infinity ? BUCKET : seconds * this.#rate;
    this.#tokens = Math.min(BUCKET, this.#tokens + gained);
  }
}
