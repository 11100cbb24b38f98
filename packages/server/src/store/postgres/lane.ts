import { StoreUnavailable } from "../../registry/store.ts";

/** Lets what takes long go one after the other, so that it holds one connection and not all of them. */
export class Lane {
  readonly #patience: number;
  #last: Promise<void> = Promise.resolve();

  /** `patience`: how long something waits for its turn, in milliseconds. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Does the work once it is its turn. Throws `StoreUnavailable` where that does not come in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const own = Promise.withResolvers<void>();
    // Whoever gives up leaves the order of the others as it is.
    this.#last = before.then(() => own.promise);
    try {
      await this.#turn(before);
      return await work();
    } finally {
      own.resolve();
    }
  }

  async #turn(before: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<never>();
    const message = "Too much that takes long is being written already";
    const timer = setTimeout(() => late.reject(new StoreUnavailable(message)), this.#patience);
    try {
      await Promise.race([before, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
