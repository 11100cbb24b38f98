import { knownRate, readBaseUrl } from "./base-url.ts";
import { DEFAULT_RETRIES, type RetryPolicy } from "./transport/back-off.ts";
import type { Fetch } from "./transport/fetch.ts";
import type { Account } from "./transport/fetch-token.ts";
import { RateShaper } from "./transport/rate-shaper.ts";
import type { SenderParts } from "./transport/sender.ts";
import { systemTime, type Time } from "./transport/time.ts";

/** What a client is made with. */
export interface ClientOptions {
  /**
   * Where the server is, before `/api/v1`: `http://127.0.0.1:8080`, `https://business.apple.com`, or with a path,
   * `https://example.com/registry`.
   */
  readonly baseUrl: string | URL;
  readonly clientId: string;
  /** The account's secret, or what gives it whenever a token is fetched. */
  readonly clientSecret: string | (() => string | Promise<string>);
  /** What the token is for. `business`, unless given; `business_connect` is its former value. */
  readonly scope?: "business" | "business_connect" | undefined;
  /**
   * How many requests a second all calls of this client make together at the most, tokens included; `Infinity` for no
   * limit. Unless given, 15 for the three real hosts, and no limit for any other. They are fewer for a while where the
   * server refuses some (503 with `Retry-After`, or 429).
   */
  readonly requestsPerSecond?: number | undefined;
  /** Milliseconds that one attempt of a request may take; 30,000 unless given. Uploads have 5 minutes at least. */
  readonly timeout?: number | undefined;
  readonly retries?: Partial<RetryPolicy> | undefined;
  /** Takes `http:` for a host that is not this machine. Secrets and tokens then go over the network in the clear. */
  readonly allowPlainHttp?: boolean | undefined;
  /** The header `user-agent`, where the platform lets it be set. */
  readonly userAgent?: string | undefined;
  /** In place of the platform's: it is given text or forms, and no redirect is to be followed. */
  readonly fetch?: Fetch | undefined;
  /** The clock and the timers, in place of the platform's. */
  readonly time?: Time | undefined;
  /** From 0 to 1, without 1; for the waits between retries. */
  readonly random?: (() => number) | undefined;
}

/** Milliseconds that one attempt may take. */
const DEFAULT_TIMEOUT = 30_000;

/** What a client works with. Throws a `TypeError` or a `RangeError` for what is no option. */
export function readOptions(options: ClientOptions): {
  readonly account: Account;
  readonly parts: SenderParts;
} {
  const { clientId, clientSecret, scope = "business", time = systemTime, random = Math.random } = options;
  expectText("clientId", clientId);
  if (typeof clientSecret !== "function") expectText("clientSecret", clientSecret);
  const url = readBaseUrl(options.baseUrl, options.allowPlainHttp ?? false);
  const { timeout = DEFAULT_TIMEOUT, requestsPerSecond = knownRate(url) ?? Infinity, userAgent } = options;
  expectPositive("timeout", timeout);
  expectPositive("requestsPerSecond", requestsPerSecond);
  const retries = { ...DEFAULT_RETRIES, ...options.retries };
  if (!(Number.isSafeInteger(retries.attempts) && retries.attempts > 0)) {
    throw new RangeError("retries.attempts must be a whole number from 1 up");
  }
  const server = {
    // A browser's `fetch` works on nothing but the window.
    fetch: options.fetch ?? fetch.bind(globalThis),
    baseUrl: url.origin + url.pathname.replace(/\/$/, ""),
    timeout,
    headers: userAgent === undefined ? {} : { "user-agent": userAgent },
  };
  const shaper = new RateShaper(requestsPerSecond, time);
  return { account: { clientId, clientSecret, scope }, parts: { server, time, random, retries, shaper } };
}

function expectText(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "")
    throw new TypeError(`${name} must be a text that is not empty`);
}

function expectPositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be more than 0`);
}
