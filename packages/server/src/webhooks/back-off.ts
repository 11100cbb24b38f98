/** How long after a first failure the second attempt comes, at the most, in milliseconds; then twice as long, and so on. */
export const FIRST_PAUSE = 10_000;
/** The longest that a delivery waits for its next attempt. */
export const LONGEST_PAUSE = 3_600_000;

export interface Failed {
  /** How many attempts have failed, this one included. */
  readonly attempts: number;
  /** When the delivery was queued, and when this attempt ended, in milliseconds since 1970. */
  readonly queued: number;
  readonly now: number;
}

/**
 * When to try again; `undefined` where a delivery has been tried for long enough. Between half and all of a pause that
 * doubles each time, so that what failed together does not come back together; the last attempt is made when the time
 * is over. `random` gives a number from 0 to 1, without 1.
 */
export function nextAttempt(
  { attempts, queued, now }: Failed,
  { keepFor, random }: { readonly keepFor: number; readonly random: () => number },
): number | undefined {
  const end = queued + keepFor;
  if (now >= end) return undefined;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));
  return Math.min(end, now + Math.ceil(pause * (0.5 + random() / 2)));
}
