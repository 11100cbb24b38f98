import { type LoadResult, load } from "./load.ts";
import type { Program } from "./program.ts";

/** What one run of a case gave. CPU in microseconds an answer, latencies in milliseconds. */
export interface Measured extends Pick<LoadResult, "perSecond" | "p50" | "p99"> {
  readonly cpu: number;
}

export interface MeasureOptions {
  readonly connections?: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly statuses?: readonly number[];
}

/** Sends requests to a program, in turn, and divides the CPU that it used by the answers. */
export async function measure(
  program: Program,
  requests: readonly string[],
  { connections = 16, duration, statuses = [200] }: MeasureOptions,
): Promise<Measured> {
  const request = (n: number) => requests[n % requests.length] ?? "";
  const before = program.cpu();
  const { answers, perSecond, p50, p99 } = await load({
    port: program.port,
    connections,
    duration,
    statuses,
    request,
  });
  return { cpu: (program.cpu() - before) / answers, perSecond, p50, p99 };
}

/** The median of each figure over the runs of a case. */
export function medianOf(runs: readonly Measured[]): Measured {
  const median = (pick: (run: Measured) => number) => {
    const sorted = runs.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    cpu: median((run) => run.cpu),
    perSecond: median((run) => run.perSecond),
    p50: median((run) => run.p50),
    p99: median((run) => run.p99),
  };
}
