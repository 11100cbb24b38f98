import { ServiceUnavailable } from "../errors.ts";

/** How often a request is sent, and what is waited between. Times are in milliseconds. */
export interface RetryPolicy {
  /** How often at the most, the first time included. 1 sends nothing twice. */
  readonly attempts: number;
  /** The longest wait after the first attempt; it doubles with each. */
  readonly firstDelay: number;
  /** What the longest wait never exceeds. */
  readonly longestDelay: number;
  /** A server that asks for a longer wait is not waited for. */
  readonly longestRetryAfter: number;
}

export const DEFAULT_RETRIES: RetryPolicy = {
  attempts: 5,
  firstDelay: 250,
  longestDelay: 10_000,
  longestRetryAfter: 60_000,
};

/**
 * Milliseconds to wait after attempt number `made`; `undefined` where the server asks for more than is waited. Drawn at
 * random, so that those who failed together do not come back together; never earlier than the server asks for.
 */
export function delayAfter(
  made: number,
  error: unknown,
  { firstDelay, longestDelay, longestRetryAfter }: RetryPolicy,
  random: () => number,
): number | undefined {
  const drawn = random() * Math.min(longestDelay, firstDelay * 2 ** (made - 1));
  const asked = error instanceof ServiceUnavailable ? (error.retryAfter ?? 0) * 1000 : 0;
  return asked > longestRetryAfter ? undefined : asked + drawn;
}
