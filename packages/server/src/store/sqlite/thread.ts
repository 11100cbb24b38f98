import { Worker } from "node:worker_threads";
import { StoreUnavailable } from "../../registry/store.ts";
import type { Input, OperationName, Output } from "../operations/index.ts";
import { type Done, revived, type Work } from "./messages.ts";

/** A thread's garbage is that of a few statements: room for more would only be memory that is never given back. */
const YOUNG_MB = 3;
/** How many tasks may wait; one more is refused, so that a slow disk does not fill the memory. */
const WAITING_MAXIMUM = 10_000;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A worker thread with a connection of its own, which operations are sent to. It is started with the first of them, which
 * waits some 200 ms for it, so that who sends none keeps the time and the memory. One that dies is started again.
 */
export class Thread {
  /** How many times it has answered; the writing thread does so once for each commit. */
  answered = 0;
  readonly #start: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #outbox: Work[] = [];
  #worker: Worker | undefined;
  #next = 0;
  #closed = false;

  /** `entry`: the thread's file. `options` reach it as its `workerData`. */
  constructor(entry: URL, options: object) {
    this.#start = () =>
      new Worker(entry, { workerData: options, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  }

  /** How many tasks are not answered yet. */
  get waiting(): number {
    return this.#waiting.size;
  }

  do<Name extends OperationName>(name: Name, input: Input<Name>, deadline?: number): Promise<Output<Name>> {
    if (this.#closed) return Promise.reject(new StoreUnavailable("The store is closed"));
    if (this.#waiting.size >= WAITING_MAXIMUM) {
      return Promise.reject(new StoreUnavailable(`${WAITING_MAXIMUM} tasks are waiting already`));
    }
    return new Promise((resolve, reject) => {
      const task = this.#next++;
      this.#waiting.set(task, { resolve: (output) => resolve(output as Output<Name>), reject });
      // What else the event loop has read from its sockets goes along: each message wakes the thread.
      if (this.#outbox.length === 0) setImmediate(() => this.#send());
      this.#outbox.push({ task, name, input, ...(deadline !== undefined && { deadline }) });
    });
  }

  /** Ends after what was accepted before. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#waiting.size > 0) await new Promise((resolve) => setImmediate(resolve));
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage("close");
    await exited;
  }

  #send(): void {
    const works = this.#outbox;
    this.#outbox = [];
    if (works.length === 0) return;
    this.#worker ??= this.#started();
    this.#worker.postMessage(works);
  }

  #started(): Worker {
    const worker = this.#start();
    worker.on("message", (done: Done[]) => {
      this.answered += 1;
      for (const one of done) this.#settle(one);
    });
    worker.on("error", (error: Error) =>
      this.#end(new StoreUnavailable(`A thread failed: ${error.message}`)),
    );
    worker.on("exit", () => {
      this.#end(new StoreUnavailable("The thread of the database has ended"));
      this.#worker = undefined;
    });
    return worker;
  }

  #settle(done: Done): void {
    const waiting = this.#waiting.get(done.task);
    this.#waiting.delete(done.task);
    if ("output" in done) waiting?.resolve(done.output);
    else waiting?.reject(revived(done.error));
  }

  /** What was under way has no answer; whether it was done, nobody knows. */
  #end(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#outbox = [];
  }
}
