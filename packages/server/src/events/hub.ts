import { EventEmitter, once } from "node:events";
import type { EventPosition } from "../registry/events.ts";
import type { Store } from "../registry/store.ts";

/** How often the registry is asked whether anything happened, in milliseconds. */
const INTERVAL = 250;

export interface HubOptions {
  readonly store: Pick<Store, "lastEvent" | "onEvents">;
  /** Told when the registry gave no answer. */
  readonly failed?: (error: unknown) => void;
}

/**
 * Tells the followers of this process that something happened, on whatever node: one cheap read now and then, however
 * many follow, and none while nobody does (docs/decisions/0012-events.md).
 */
export class EventHub implements Disposable {
  readonly #options: HubOptions;
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #changes = 0;
  #followers = 0;
  #timer: NodeJS.Timeout | undefined;
  #told: Disposable | undefined;
  #isLooking = false;
  #looksAgain = false;
  #last: EventPosition = { transactionId: -1, position: -1 };

  constructor(options: HubOptions) {
    this.#options = options;
  }

  get followers(): number {
    return this.#followers;
  }

  /** How often something was seen to have happened. */
  get changes(): number {
    return this.#changes;
  }

  /** Begins to look, until what it gives back is disposed of. */
  follow(): Disposable {
    this.#followers += 1;
    this.#timer ??= setInterval(() => void this.#look(), INTERVAL).unref();
    this.#told ??= this.#options.store.onEvents(() => void this.#look());
    return {
      [Symbol.dispose]: () => {
        this.#followers -= 1;
        if (this.#followers === 0) this[Symbol.dispose]();
      },
    };
  }

  /**
   * Resolves once something happened since there were so many `changes`, at the latest after a time, or when the signal
   * says so. `seen` is read before the events are: what happens while they are read is not waited past.
   */
  async change(seen: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (seen !== this.#changes) return;
    const any = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    // Once the signal says so, nobody waits any more: that is an end, and no failure.
    await once(this.#emitter, "change", { signal: any }).catch(() => {});
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#told?.[Symbol.dispose]();
    this.#told = undefined;
  }

  async #look(): Promise<void> {
    // One look tells of all that happened before it; what happens during it asks for another.
    if (this.#isLooking) {
      this.#looksAgain = true;
      return;
    }
    this.#isLooking = true;
    try {
      do {
        this.#looksAgain = false;
        await this.#lookOnce();
      } while (this.#looksAgain);
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookOnce(): Promise<void> {
    try {
      const last = await this.#options.store.lastEvent({});
      if (last.transactionId === this.#last.transactionId && last.position === this.#last.position) return;
      this.#last = last;
      this.#changes += 1;
      this.#emitter.emit("change");
    } catch (error) {
      this.#options.failed?.(error);
    }
  }
}
