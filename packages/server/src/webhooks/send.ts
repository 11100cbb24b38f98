import type { IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { Agent as HttpAgent, request as requestHttp } from "../node-http.ts";
import { publicLookup, targetOf } from "./target.ts";

/** How long a receiver may take for all of its answer, in milliseconds. */
export const TIME_LIMIT = 10_000;
/** How many bytes of an answer are read. */
export const ANSWER_BYTES = 16 * 1024;
/** How long a connection is kept for the next notification, in milliseconds. */
const IDLE = 4_000;

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** As much of the body as was read. */
  readonly text: string;
}

/** There was no answer; the message says why, in words for the log of deliveries. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export interface SenderOptions {
  /** Also to private addresses, and by `http:`? */
  readonly allowPrivate: boolean;
  /** Milliseconds; `TIME_LIMIT` unless a test says otherwise. */
  readonly timeLimit?: number;
  /** How names are looked up; from the system's resolver, public addresses alone, unless a test says otherwise. */
  readonly lookup?: LookupFunction;
}

/** Posts notifications. It follows no redirect, and reads an answer up to `ANSWER_BYTES` and within `TIME_LIMIT`. */
export class Sender implements Disposable {
  readonly #allowPrivate: boolean;
  readonly #timeLimit: number;
  readonly #agents: { readonly http: InstanceType<typeof HttpAgent>; readonly https: HttpsAgent };

  constructor({ allowPrivate, timeLimit = TIME_LIMIT, lookup }: SenderOptions) {
    this.#allowPrivate = allowPrivate;
    this.#timeLimit = timeLimit;
    const chosen = lookup ?? (allowPrivate ? undefined : publicLookup());
    const options = { keepAlive: true, timeout: IDLE, ...(chosen && { lookup: chosen }) };
    this.#agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  }

  /** Throws `TargetRefused` where nothing may be sent there, and `NoAnswer`. */
  async send(message: Message): Promise<Answer> {
    const url = targetOf(message.url, { allowPrivate: this.#allowPrivate });
    const late = AbortSignal.timeout(this.#timeLimit);
    const signal = message.signal === undefined ? late : AbortSignal.any([late, message.signal]);
    try {
      return await this.#exchange(url, message, signal);
    } catch (error) {
      if ((error as Error).name === "TargetRefused") throw error;
      if (late.aborted) throw new NoAnswer(`No answer within ${this.#timeLimit / 1000} s`);
      if (signal.aborted) throw new NoAnswer("callmark stopped before there was an answer");
      throw new NoAnswer(wordsOf(error));
    }
  }

  [Symbol.dispose](): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** A connection that was kept may have been closed at the same moment: then it is done on a new one. */
  async #exchange(url: URL, message: Message, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      const { reused, answer } = await this.#attempt(url, message, signal);
      if (!(answer instanceof Error)) return await answerOf(answer, signal);
      if (!reused || (answer as NodeJS.ErrnoException).code !== "ECONNRESET" || signal.aborted) throw answer;
    }
  }

  #attempt(
    url: URL,
    { headers, body }: Message,
    signal: AbortSignal,
  ): Promise<{ readonly reused: boolean; readonly answer: IncomingMessage | Error }> {
    const isHttps = url.protocol === "https:";
    const options = {
      method: "POST",
      agent: isHttps ? this.#agents.https : this.#agents.http,
      signal,
      headers: { ...headers, "Content-Length": Buffer.byteLength(body), "User-Agent": "callmark" },
    };
    return new Promise((resolve) => {
      const request = isHttps ? requestHttps(url, options) : requestHttp(url, options);
      const settle = (answer: IncomingMessage | Error) => resolve({ reused: request.reusedSocket, answer });
      request.once("response", settle);
      // Also what fails after the answer, which its reader hears of by itself.
      request.on("error", settle);
      request.end(body);
    });
  }
}

/** The status has been told: what keeps the body from being read changes nothing about it. */
async function answerOf(response: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let left = ANSWER_BYTES;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, left));
      left -= chunk.length;
      // Leaving the loop ends the connection with what is left of it.
      if (left <= 0 || signal.aborted) break;
    }
  } catch {
    response.destroy();
  }
  // No database takes this character as text.
  return { status, text: Buffer.concat(chunks).toString("utf8").replaceAll("\0", "\u{FFFD}") };
}

function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  const { message, code } = error as NodeJS.ErrnoException;
  return message !== "" ? message : (code ?? "The connection failed");
}
