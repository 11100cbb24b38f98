import { StoreUnavailable } from "../../registry/store.ts";
import { type Input, OPERATIONS, type OperationName, type Output } from "../operations/index.ts";
import type { Connection } from "./connection.ts";

/** How many share a transaction; beyond them the event loop gets a turn in between. */
const TOGETHER = 100;

/** A read that waits for its turn. */
interface Task {
  readonly work: () => Promise<unknown>;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads on the thread that answers requests. Those that arrived together share a transaction, which begins after the
 * last of them has arrived: each sees what was committed before it was asked.
 */
export class Reader {
  readonly #connection: Connection;
  readonly #waiting: Task[] = [];
  #isClosed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  do<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    if (this.#isClosed) return Promise.reject(new StoreUnavailable("The store is closed"));
    return new Promise((resolve, reject) => {
      // After what else the event loop has read from its sockets.
      if (this.#waiting.length === 0) setImmediate(() => this.#answer());
      this.#waiting.push({
        work: () => OPERATIONS[name](this.#connection, input),
        resolve: (output) => resolve(output as Output<Name>),
        reject,
      });
    });
  }

  /** Ends after what was accepted before. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    this.#connection.close();
  }

  async #answer(): Promise<void> {
    const tasks = this.#waiting.splice(0, TOGETHER);
    if (this.#waiting.length > 0) setImmediate(() => this.#answer());
    const tell: (() => void)[] = [];
    let isOpen = false;
    for (const { work, resolve, reject } of tasks) {
      try {
        if (!isOpen) this.#connection.control("begin");
        isOpen = true;
        this.#connection.looks = 0;
        const output = await work();
        tell.push(() => resolve(output));
      } catch (error) {
        // Some failures end the transaction.
        isOpen = this.#connection.database.inTransaction;
        tell.push(() => reject(error));
      }
    }
    if (isOpen) this.#connection.control("commit");
    // Who asked goes on after the last of them, so that no answer is written while the others are read.
    for (const one of tell) one();
  }
}
