import { constants } from "node:os";

const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Stopping = (typeof STOPPING)[number];

/**
 * One Ctrl-C arrives up to three times: from the terminal, from npm and from the launcher, which both pass it on.
 * The same signal within this time, in milliseconds, is the same wish.
 */
const SAME_WISH = 500;

/** The exit code of a process that a signal ended, as shells count it. */
export function exitCodeOf(signal: Stopping): number {
  return 128 + constants.signals[signal];
}

/**
 * Calls `stop` at the first signal to stop; a second one ends the process at once. One without a number is the
 * launcher's word that whoever started this is gone, and hurries nobody. Gives the way to listen no more.
 */
export function onStop(stop: (signal: Stopping) => void): () => void {
  let first: { readonly signal: Stopping; readonly at: number } | undefined;
  const listener = (signal: Stopping, number?: number) => {
    if (first === undefined) {
      first = { signal, at: performance.now() };
      stop(signal);
    } else if (
      number !== undefined &&
      (signal !== first.signal || performance.now() - first.at > SAME_WISH)
    ) {
      process.exit(exitCodeOf(signal));
    }
  };
  for (const signal of STOPPING) process.on(signal, listener);
  return () => {
    for (const signal of STOPPING) process.off(signal, listener);
  };
}
