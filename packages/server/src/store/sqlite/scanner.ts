import { QueryTooExpensive } from "../../registry/store.ts";
import type { Input, OperationName, Output } from "../operations/index.ts";
import { Thread } from "./thread.ts";

export interface ScannerOptions {
  /** How many queries scan at the same time, each on a thread of its own. */
  readonly threads: number;
  /** How many may wait for a thread; one more is refused. */
  readonly queue: number;
  /** How long a query may take, waiting included, in milliseconds. */
  readonly timeLimit: number;
}

/** Runs what may have to read much, away from the thread that answers requests, and never for longer than a limit. */
export class Scanner {
  readonly #start: () => Thread;
  readonly #options: ScannerOptions;
  readonly #idle: Thread[] = [];
  readonly #all: Thread[] = [];
  readonly #queue: (() => void)[] = [];

  /**
   * `connection` reaches each thread as its options. One thread is started at once, since that takes longer than most
   * scans do; the others when they are first needed.
   */
  constructor(connection: object, options: ScannerOptions) {
    this.#start = () => new Thread(new URL("./scanning-thread.ts", import.meta.url), connection);
    this.#options = options;
    this.#idle.push(this.#take());
  }

  /** How many queries wait for a thread. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Rejects with `QueryTooExpensive` where the queue is full or the time is up. */
  do<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const { queue, timeLimit, threads } = this.#options;
    const free = this.#idle.length > 0 || this.#all.length < threads;
    if (!free && this.#queue.length >= queue) {
      return Promise.reject(new QueryTooExpensive(`${queue} queries that have to scan are waiting already`));
    }
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + timeLimit;
      const run = () => {
        const thread = this.#take();
        thread
          .do(name, input, deadline)
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer);
            this.#release(thread);
          });
      };
      // The thread may be in the middle of a step; who asked is answered in time all the same.
      const timer = setTimeout(() => {
        const at = this.#queue.indexOf(run);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(new QueryTooExpensive("The query took longer than its time limit"));
      }, timeLimit);
      if (free) run();
      else this.#queue.push(run);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.close()));
  }

  #take(): Thread {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const thread = this.#start();
    this.#all.push(thread);
    return thread;
  }

  #release(thread: Thread): void {
    this.#idle.push(thread);
    this.#queue.shift()?.();
  }
}
