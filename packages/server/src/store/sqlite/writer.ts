import { Worker } from "node:worker_threads";
import { StoreUnavailable } from "../../registry/store.ts";
import type { Input, OperationName, Output } from "../operations/index.ts";
import { UniqueViolation } from "../transaction.ts";
import type { Done, Work } from "./worker.ts";

/** How many writes may wait; one more is refused, so that a slow disk does not fill the memory. */
const WAITING_MAXIMUM = 10_000;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Sends writes to the thread that owns the writing connection; each is answered after its commit. */
export class Writer {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #next = 0;
  #closed = false;

  constructor(options: { readonly file: string; readonly busyTimeout: number; readonly durable: boolean }) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options });
    this.#worker.on("message", (done: Done[]) => {
      for (const one of done) this.#settle(one);
    });
    this.#worker.on("error", (error: Error) => this.#end(error));
    this.#exited = new Promise((resolve) => {
      this.#worker.on("exit", () => {
        this.#end(new StoreUnavailable("The writing thread has ended"));
        resolve();
      });
    });
  }

  do<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    if (this.#closed) return Promise.reject(new StoreUnavailable("The store is closed"));
    if (this.#waiting.size >= WAITING_MAXIMUM) {
      return Promise.reject(new StoreUnavailable(`${WAITING_MAXIMUM} writes are waiting already`));
    }
    return new Promise((resolve, reject) => {
      const task = this.#next++;
      this.#waiting.set(task, { resolve: (output) => resolve(output as Output<Name>), reject });
      this.#worker.postMessage({ task, name, input } satisfies Work<Name>);
    });
  }

  /** Ends after the writes that were accepted before. */
  async close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      while (this.#waiting.size > 0) await new Promise((resolve) => setImmediate(resolve));
      this.#worker.postMessage("close");
    }
    await this.#exited;
  }

  #settle(done: Done): void {
    const waiting = this.#waiting.get(done.task);
    this.#waiting.delete(done.task);
    if ("output" in done) waiting?.resolve(done.output);
    else waiting?.reject(revived(done.error));
  }

  #end(error: Error): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** Errors cross threads as data. */
function revived({ name, message, stack }: Extract<Done, { error: unknown }>["error"]): Error {
  if (name === "StoreUnavailable") return new StoreUnavailable(message);
  if (name === "UniqueViolation") return new UniqueViolation(message);
  return Object.assign(new Error(message), { stack });
}
