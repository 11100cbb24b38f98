import { QueryTooExpensive } from "../registry/store.ts";
import type { ScanLimits } from "./options.ts";

/** Gives queries that may have to read much their turns: a bounded number at once, each answered within a limit. */
export class Turns {
  readonly #limits: ScanLimits;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: ScanLimits) {
    this.#limits = limits;
  }

  /** How many queries wait for their turn. */
  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Runs `query` once it is its turn, with the moment when nobody waits for it any more, in milliseconds since 1970.
   * Rejects with `QueryTooExpensive` where the queue is full or the time is up.
   */
  take<T>(query: (deadline: number) => Promise<T>): Promise<T> {
    const { queue, timeLimit, atOnce } = this.#limits;
    const free = this.#running < atOnce;
    if (!free && this.#queue.length >= queue) {
      return Promise.reject(new QueryTooExpensive(`${queue} queries that have to scan are waiting already`));
    }
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + timeLimit;
      const run = () => {
        this.#running += 1;
        query(deadline)
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer);
            this.#running -= 1;
            this.#queue.shift()?.();
          });
      };
      // The query may be in the middle of a step; who asked is answered in time all the same.
      const timer = setTimeout(() => {
        const at = this.#queue.indexOf(run);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(new QueryTooExpensive("The query took longer than its time limit"));
      }, timeLimit);
      if (free) run();
      else this.#queue.push(run);
    });
  }
}
