import { moduleBeside } from "../../module-beside.ts";
import type { Input, OperationName, Output } from "../operations/index.ts";
import type { ScanLimits } from "../options.ts";
import { Turns } from "../turns.ts";
import { Thread } from "./thread.ts";

/** Runs what may have to read much, away from the thread that answers requests, and never for longer than a limit. */
export class Scanner {
  readonly #start: () => Thread;
  readonly #turns: Turns;
  readonly #idle: Thread[] = [];
  readonly #all: Thread[] = [];

  /** `connection` reaches each thread as its options. */
  constructor(connection: object, limits: ScanLimits) {
    this.#start = () => new Thread(moduleBeside(import.meta.url, "scanning-thread"), connection);
    this.#turns = new Turns(limits);
  }

  /** How many queries wait for a thread. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  /** Rejects with `QueryTooExpensive` where the queue is full or the time is up. */
  do<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return this.#turns.take((deadline) => {
      const thread = this.#take();
      return thread.do(name, input, deadline).finally(() => this.#idle.push(thread));
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
}
