import { type ConnectionLost, ServiceUnavailable, type Time } from "@callmark/client";

/** What is told while the server cannot be reached, or takes no requests. */
export interface Waiting {
  /** What the last request failed with. */
  readonly reason: string;
  /** Was that an answer, which asks to wait? */
  readonly isAnswer: boolean;
  /** Milliseconds until the next one. */
  readonly delay: number;
  /** Milliseconds since the last answer. */
  readonly since: number;
}

/** Milliseconds of the first wait; each is twice as long as the one before. */
const FIRST_DELAY = 1_000;
/** Milliseconds that no wait exceeds. */
const LONGEST_DELAY = 30_000;

export interface OutageOptions {
  readonly time: Time;
  /** Milliseconds without any answer after which it is given up. */
  readonly patience: number;
  readonly onWaiting: ((waiting: Waiting) => void) | undefined;
}

/**
 * Keeps all that are at work from asking a server that is away: when a request has failed for good, they wait together,
 * then try again.
 */
export class Outage {
  readonly #options: OutageOptions;
  #lastAnswer: number;
  #delay = FIRST_DELAY;
  #wait: Promise<void> | undefined;

  constructor(options: OutageOptions) {
    this.#options = options;
    this.#lastAnswer = options.time.now();
  }

  /** Resolves as soon as nobody waits for the server. Throws what ended the waiting. */
  async over(): Promise<void> {
    while (this.#wait !== undefined) await this.#wait;
  }

  answered(): void {
    this.#lastAnswer = this.#options.time.now();
    this.#delay = FIRST_DELAY;
  }

  /** Waits with the others, until the signal at the latest. Throws the error once there was no answer for too long. */
  async wait(error: ConnectionLost | ServiceUnavailable, signal: AbortSignal): Promise<void> {
    this.#wait ??= this.#pause(error, signal).finally(() => {
      this.#wait = undefined;
    });
    await this.#wait;
  }

  #pause(error: ConnectionLost | ServiceUnavailable, signal: AbortSignal): Promise<void> {
    const { time, patience, onWaiting } = this.#options;
    const since = time.now() - this.#lastAnswer;
    if (since >= patience) return Promise.reject(error);
    const asked = error instanceof ServiceUnavailable ? (error.retryAfter ?? 0) * 1_000 : 0;
    // However long a server asks for, patience ends when it does.
    const delay = Math.min(Math.max(this.#delay, asked), patience - since);
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
    const isAnswer = error instanceof ServiceUnavailable;
    onWaiting?.({ reason: error.message, isAnswer, delay, since });
    return time.sleep(delay, signal).catch(() => {});
  }
}
