/** Rejects with the signal's reason once that is aborted; what `promise` comes to is then dropped. */
export function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

interface Run<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Work that is done once for all who ask while it runs. Who aborts leaves the others waiting; once all have left, the
 * work is aborted.
 */
export class Shared<Value> {
  readonly #work: (signal: AbortSignal) => Promise<Value>;
  #running: Run<Value> | undefined;

  constructor(work: (signal: AbortSignal) => Promise<Value>) {
    this.#work = work;
  }

  async run(signal?: AbortSignal): Promise<Value> {
    signal?.throwIfAborted();
    this.#running ??= this.#begin();
    const run = this.#running;
    run.waiting += 1;
    try {
      return await unlessAborted(run.promise, signal);
    } finally {
      run.waiting -= 1;
      if (run.waiting === 0) this.#leave(run);
    }
  }

  #begin(): Run<Value> {
    const controller = new AbortController();
    const run = { promise: this.#work(controller.signal), controller, waiting: 0 };
    const end = () => {
      if (this.#running === run) this.#running = undefined;
    };
    run.promise.then(end, end);
    return run;
  }

  #leave(run: Run<Value>): void {
    if (this.#running === run) this.#running = undefined;
    run.controller.abort();
  }
}
