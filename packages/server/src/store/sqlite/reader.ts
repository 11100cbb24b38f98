import { StoreUnavailable } from "../../registry/store.ts";
import { type Input, OPERATIONS, type OperationName, type Output } from "../operations/index.ts";
import type { Connection } from "./connection.ts";

/** How many share a transaction; beyond them the event loop gets a turn in between. */
const TOGETHER = 100;

/** A read that waits for its turn: it answers, and gives what then tells who asked. */
type Task = () => Promise<() => void>;

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
      this.#waiting.push(async () => {
        try {
          if (!this.#connection.database.inTransaction) this.#connection.control("begin");
          this.#connection.looks = 0;
          const output = await OPERATIONS[name](this.#connection, input);
          return () => resolve(output);
        } catch (error) {
          return () => reject(error);
        }
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
    for (const task of tasks) tell.push(await task());
    if (this.#connection.database.inTransaction) this.#connection.control("commit");
    for (const one of tell) one();
  }
}
