/** Does something over and over, with a pause in between, until it is closed. */
export class Loop implements AsyncDisposable {
  readonly #ended: Promise<void>;
  #isClosed = false;
  #wake: (() => void) | undefined;
  #isWoken = false;

  /** `work` handles its own failures. `pause` in milliseconds. */
  constructor(work: () => Promise<void>, pause: number) {
    this.#ended = this.#run(work, pause);
  }

  /** The next round begins now, or right after the one that is under way. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Ends after the round that is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await this.#ended;
  }

  async #run(work: () => Promise<void>, pause: number): Promise<void> {
    while (!this.#isClosed) {
      this.#isWoken = false;
      await work();
      if (!this.#isClosed && !this.#isWoken) await this.#sleep(pause);
    }
  }

  #sleep(pause: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
