import cluster from "node:cluster";
import { type DestinationStream, destination, type Logger, pino } from "pino";

/** How many bytes of log may wait, and how long, in milliseconds, so that many lines share a write. */
const BUFFERED_BYTES = 8 * 1024;
const BUFFERED_FOR = 200;
/** Of processes that write to one pipe, each writes so many bytes at the most, which arrive in one piece (PIPE_BUF). */
const SHARED_BYTES = 4 * 1024;
/** How many bytes wait for a reader that is slow; what comes beyond them is dropped, rather than fill the memory. */
const WAITING_BYTES = 8 * 1024 * 1024;
/** How often the last lines are offered to a reader that takes none, at 100 ms each. */
const LAST_TRIES = 20;

export interface Log {
  readonly logger: Logger;
  /** Writes what waits, and stops. */
  close(): void;
}

/** The program's log: JSON lines on the standard error stream, unless they are to go elsewhere. */
export function openLog(level: string, elsewhere?: DestinationStream): Log {
  if (elsewhere !== undefined) return { logger: pino({ level }, elsewhere), close: () => {} };
  let lastTries = Number.POSITIVE_INFINITY;
  const stream = destination({
    fd: 2,
    sync: false,
    ...(cluster.isWorker
      ? { minLength: SHARED_BYTES / 2, maxWrite: SHARED_BYTES }
      : { minLength: BUFFERED_BYTES }),
    maxLength: WAITING_BYTES,
    retryEAGAIN: () => lastTries-- > 0,
  });
  // A log that cannot be written takes nothing else with it.
  stream.on("error", () => {});
  const timer = setInterval(() => stream.flush(), BUFFERED_FOR).unref();
  return {
    logger: pino({ level }, stream),
    close() {
      clearInterval(timer);
      lastTries = LAST_TRIES;
      try {
        stream.flushSync();
      } catch {
        // Nobody reads the log any more; that is no reason to stay.
        stream.destroy();
      }
    },
  };
}
