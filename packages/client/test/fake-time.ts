import type { Time } from "../src/transport/time.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that passes when it is told to. */
export class FakeTime implements Time {
  readonly #sleepers = new Set<Sleeper>();
  readonly #late: number;
  #passed = 0;
  #offset = Date.parse("2026-10-02T11:41:00Z");

  /** @param late milliseconds by which every timer is late */
  constructor({ late = 0 }: { readonly late?: number } = {}) {
    this.#late = late;
  }

  /** Milliseconds since it was made, whatever was done to the clock. */
  get passed(): number {
    return this.#passed;
  }

  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#offset + this.#passed;
  }

  /** Sets the clock forward, or back. Nobody wakes of it. */
  set(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = { until: this.#passed + milliseconds + this.#late, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        if (this.#sleepers.delete(sleeper)) reject(signal.reason);
      });
    });
  }

  /** Lets so much time pass, waking who sleeps until then, each at its time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#passed + milliseconds;
    await settled();
    for (let next = this.#first(); next !== undefined && next.until <= end; next = this.#first()) {
      await this.#wake(next);
    }
    this.#passed = end;
    await settled();
  }

  /** Wakes one sleeper after another until a promise is settled. Throws where all sleep for ever. */
  async runUntil<Value>(promise: Promise<Value>): Promise<Value> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    promise.then(over, over);
    await settled();
    while (!isOver) {
      const next = this.#first();
      if (next === undefined) throw new Error("Nobody sleeps, and it is not over");
      await this.#wake(next);
    }
    return promise;
  }

  #first(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.#sleepers)
      if (first === undefined || sleeper.until < first.until) first = sleeper;
    return first;
  }

  async #wake(sleeper: Sleeper): Promise<void> {
    this.#sleepers.delete(sleeper);
    this.#passed = Math.max(this.#passed, sleeper.until);
    sleeper.wake();
    await settled();
  }
}

/** Lets all that waits for promises alone go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
