import type { Input, OperationName, Output } from "../operations/index.ts";
import type { ScanLimits } from "../options.ts";
import { Turns } from "../turns.ts";
import type { Thread } from "./thread.ts";

type ScanningThread = Pick<Thread, "do" | "close">;

/** Runs what may have to read much, away from the thread that answers requests, and never for longer than a limit. */
export class Scanner {
  readonly #start: () => ScanningThread;
  readonly #turns: Turns;
  readonly #idle: ScanningThread[] = [];
  readonly #all: ScanningThread[] = [];
  /** The first thread's start, which is nobody's query. */
  #opened: Promise<void> | undefined;

  constructor(start: () => ScanningThread, limits: ScanLimits) {
    this.#start = start;
    this.#turns = new Turns(limits);
  }

  /** How many queries wait for a thread. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  /** Rejects with `QueryTooExpensive` where the queue is full or the time is up. */
  async do<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    this.#opened ??= this.#open();
    await this.#opened;
    return this.#turns.take((deadline) => {
      const thread = this.#take();
      return thread.do(name, input, deadline).finally(() => this.#idle.push(thread));
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.close()));
  }

  async #open(): Promise<void> {
    const thread = this.#take();
    // Where it cannot even say this, the query will say why.
    await thread.do("rootKey", undefined).catch(() => {});
    this.#idle.push(thread);
  }

  #take(): ScanningThread {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const thread = this.#start();
    this.#all.push(thread);
    return thread;
  }
}
