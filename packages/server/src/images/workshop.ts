import { problem } from "../registry/problem.ts";

export interface WorkshopLimits {
  /** How many images are decoded at the same time. */
  readonly atOnce: number;
  /** How many more uploads may be under way. */
  readonly queue: number;
}

/**
 * Two at a time, each with up to 100 MB of pixels; an upload that waits has up to 15 MB of a file. More of either
 * would let a few accounts fill the memory.
 */
export const WORKSHOP_LIMITS: WorkshopLimits = { atOnce: 2, queue: 16 };

/** Bounds what uploads may take of the machine. */
export class Workshop {
  readonly #limits: WorkshopLimits;
  readonly #queue: (() => void)[] = [];
  #uploads = 0;
  #working = 0;

  constructor(limits: WorkshopLimits = WORKSHOP_LIMITS) {
    this.#limits = limits;
  }

  /** Lets an upload in, and gives what lets it out again. Throws `ServiceUnavailable` where there are too many. */
  enter(): () => void {
    const { atOnce, queue } = this.#limits;
    if (this.#uploads >= atOnce + queue) {
      throw problem("ServiceUnavailable", "Too many images are being uploaded; nothing was changed", {
        headers: { "retry-after": "1" },
      });
    }
    this.#uploads += 1;
    let isIn = true;
    return () => {
      if (isIn) this.#uploads -= 1;
      isIn = false;
    };
  }

  /** Does the work once it is its turn. */
  async work<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working >= this.#limits.atOnce) {
      // Whoever is done hands its turn on.
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    } else this.#working += 1;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#working -= 1;
      else next();
    }
  }
}
