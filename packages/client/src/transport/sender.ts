import { CallmarkError, ConnectionLost, outcomeUnknown, ServiceUnavailable, StaleEtag } from "../errors.ts";
import { attempt, attemptStream, type Server } from "./attempt.ts";
import { delayAfter, type RetryPolicy } from "./back-off.ts";
import { errorOf } from "./error-of.ts";
import type { RateShaper } from "./rate-shaper.ts";
import { type Answer, changes, nameOf, type Request } from "./request.ts";
import { isLost, stepAfter } from "./retry-policy.ts";
import type { Time } from "./time.ts";
import type { TokenSource } from "./token-source.ts";

/** What a sender works with. */
export interface SenderParts {
  readonly server: Server;
  readonly time: Time;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  readonly retries: RetryPolicy;
  readonly shaper: RateShaper;
}

/** The answer that a request would have had whose own was lost; `undefined` where it was not carried out. */
export type Look = () => Promise<Answer | undefined>;

/** Sends requests by the retry policy, at the rate that they may have. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #tokens: TokenSource | undefined;

  /** @param tokens absent for the token endpoint itself */
  constructor(parts: SenderParts, tokens?: TokenSource) {
    this.#parts = parts;
    this.#tokens = tokens;
  }

  /**
   * The answer, which is a success. Throws a `CallmarkError` that says what became of it, or the reason of the request's
   * signal.
   */
  async send(request: Request, look?: Look): Promise<Answer> {
    return this.#sendAs(attempt, request, look);
  }

  /**
   * Opens a stream of events: the answer's body is what comes, or `undefined` where the server says that nothing will.
   * Throws as `send` does.
   */
  async open(request: Request): Promise<ReadableStream<Uint8Array> | undefined> {
    const { body } = await this.#sendAs(attemptStream, request);
    return body as ReadableStream<Uint8Array> | undefined;
  }

  /** Waits as after failure number `failures`, and no less than so many milliseconds. */
  pause(failures: number, atLeast: number, signal: AbortSignal | undefined): Promise<void> {
    const { retries, random, time } = this.#parts;
    const delay = delayAfter(failures, undefined, retries, random) ?? 0;
    return time.sleep(atLeast + delay, signal);
  }

  async #sendAs(once: typeof attempt, request: Request, look?: Look): Promise<Answer> {
    const past: Past = { wasLost: false, isRenewed: false };
    try {
      return await this.#send(once, request, look, past);
    } catch (error) {
      const isOpen = past.wasLost && changes(request) && error instanceof CallmarkError;
      throw isOpen ? outcomeUnknown(error) : error;
    }
  }

  async #send(once: typeof attempt, request: Request, look: Look | undefined, past: Past): Promise<Answer> {
    const { retries, random, time } = this.#parts;
    for (let made = 1; ; made += 1) {
      const { answer, error, token } = await this.#try(once, request);
      if (answer !== undefined) return answer;
      const step = stepAfter(request.operation, error, past.wasLost);
      past.wasLost ||= isLost(error);
      switch (step) {
        case undefined:
          throw error;
        case "renew token":
          if (past.isRenewed) throw error;
          past.isRenewed = true;
          this.#tokens?.drop(token ?? "");
          made -= 1;
          continue;
        case "take as done":
          return { status: 204, headers: new Headers(), body: undefined };
        case "give up":
          throw overtaken(request, error);
        case "look": {
          const found = await look?.();
          if (found !== undefined) return found;
          // What is refused for what it says was refused the first time, too. A moved etag says nothing of who moved it.
          past.wasLost = error instanceof StaleEtag;
          throw error;
        }
        case "send again":
        case "look, then send again": {
          const mayLook = step === "look, then send again";
          if (mayLook && look === undefined) throw error;
          const isLast = made >= retries.attempts;
          const delay = delayAfter(made, error, retries, random);
          if (delay === undefined || (isLast && !mayLook)) throw error;
          await time.sleep(delay, request.signal);
          const found = mayLook ? await look?.() : undefined;
          if (found !== undefined) return found;
          if (isLast) throw error;
        }
      }
    }
  }

  async #try(once: typeof attempt, request: Request): Promise<Tried> {
    const { server, shaper, time } = this.#parts;
    const { signal } = request;
    // Before the turn, so that not everybody's turn is over when the first token comes; and after it, because a token
    // may end while a request waits.
    await this.#tokens?.get(signal);
    const pace = await shaper.acquire(signal, this.#tokens === undefined);
    const token = (await this.#tokens?.get(signal))?.value;
    try {
      const answer = await once(server, request, token);
      const error = isSuccess(answer) ? undefined : errorOf(request, answer, time.now());
      if (isTooFast(error)) shaper.refused(pace);
      else shaper.taken(pace);
      return error === undefined ? { answer } : { error, token };
    } catch (error) {
      if (stepAfter(request.operation, error, false) === undefined) throw error;
      return { error: error as CallmarkError, token };
    }
  }
}

interface Tried {
  readonly answer?: Answer;
  readonly error?: CallmarkError;
  readonly token?: string | undefined;
}

/** What earlier attempts of a request left behind. */
interface Past {
  /** One of them may have been carried out. */
  wasLost: boolean;
  /** Another token was fetched. */
  isRenewed: boolean;
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status <= 299;
}

/** Does the server ask to send less for now? One that says when to come again is not out of order. */
function isTooFast(error: CallmarkError | undefined): boolean {
  return error instanceof ServiceUnavailable && (error.status === 429 || error.retryAfter !== undefined);
}

function overtaken(request: Request, cause: unknown): ConnectionLost {
  const message = `${nameOf(request)} lost its answer, and was done meanwhile: by this call, or by another`;
  return new ConnectionLost({ message, request: nameOf(request), cause });
}
