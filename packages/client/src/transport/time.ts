/** Time as an argument, so that tests need not wait. */
export interface Time {
  /** Milliseconds since 1970. May jump, as clocks do. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason once that is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The longest wait of a timer, in milliseconds: a longer one would end at once. */
export const LONGEST_WAIT = 2 ** 31 - 1;

/** The machine's clock and timers. A sleep keeps a process alive, because somebody waits for it. */
export const systemTime: Time = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      const abort = () => {
        wake();
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          wake();
          resolve();
        },
        Math.min(Math.max(milliseconds, 0), LONGEST_WAIT),
      );
      signal?.addEventListener("abort", abort, { once: true });
    }),
};
