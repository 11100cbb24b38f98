/** What a store may be told; each has a default that suits a small machine. */
export interface StoreOptions {
  /** Queries that may have to read much. */
  readonly scans?: Partial<ScanLimits>;
  /** How many rows of a collection may be read whole where requests are answered. */
  readonly freeRows?: number;
  /** How many connections a process has to a database that is a server of its own, those for scans not counted. */
  readonly connections?: number;
  /** A replica of such a database, for what decides nothing: lists and reads of one resource. */
  readonly replica?: ReplicaOptions;
  /** Told how long each write and each scan took, waiting included, in seconds. */
  readonly waited?: Waited;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly changed?: ReplicaChanged;
}

/** Told why a replica is not asked for now, in words without a password; `undefined` once it is asked. */
export type ReplicaChanged = (failure: string | undefined) => void;

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
