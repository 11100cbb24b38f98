/** What a store may be told; each has a default that suits a small machine. */
export interface StoreOptions {
  /** Queries that may have to read much. */
  readonly scans?: Partial<ScanLimits>;
  /** How many rows of a collection may be read whole where requests are answered. */
  readonly freeRows?: number;
  /** How many connections a process has to a database that is a server of its own, those for scans not counted. */
  readonly connections?: number;
  /** Told how long each write and each scan took, waiting included, in seconds. */
  readonly waited?: Waited;
}

export interface ScanLimits {
  /** How many scan at the same time, each on a thread or on a connection of its own. */
  readonly atOnce: number;
  /** How many may wait for their turn; one more is refused. */
  readonly queue: number;
  /** How long a query may take, waiting included, in milliseconds. */
  readonly timeLimit: number;
}

export const SCAN_LIMITS: ScanLimits = { atOnce: 1, queue: 64, timeLimit: 2_000 };

export type Waited = (work: "write" | "scan", seconds: number) => void;

/** Does something, and tells how long it took. */
export async function timed<T>(
  waited: Waited | undefined,
  work: "write" | "scan",
  run: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  try {
    return await run();
  } finally {
    waited?.(work, (performance.now() - started) / 1000);
  }
}
