import { type DestinationStream, destination, type Logger, pino } from "pino";

/** How many bytes of log may wait, and how long, in milliseconds, so that many lines share a write. */
const BUFFERED_BYTES = 8 * 1024;
const BUFFERED_FOR = 200;

export interface Log {
  readonly logger: Logger;
  /** Writes what waits, and stops. */
  close(): void;
}

/** The program's log: JSON lines on the standard error stream, unless they are to go elsewhere. */
export function openLog(level: string, elsewhere?: DestinationStream): Log {
  if (elsewhere !== undefined) return { logger: pino({ level }, elsewhere), close: () => {} };
  const stream = destination({ fd: 2, sync: false, minLength: BUFFERED_BYTES });
  const timer = setInterval(() => stream.flush(), BUFFERED_FOR).unref();
  return {
    logger: pino({ level }, stream),
    close() {
      clearInterval(timer);
      stream.flushSync();
    },
  };
}
