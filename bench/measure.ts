import { type LoadResult, load } from "./load.ts";
import type { Program } from "./program.ts";

/** What one run of a case gave. CPU in microseconds an answer, latencies in milliseconds. */
export interface Measured extends Pick<LoadResult, "answers" | "perSecond" | "p50" | "p99"> {
  readonly cpu: number;
}

export interface MeasureOptions {
  readonly connections?: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly statuses?: readonly number[];
  /** Each request once, rather than in turn for as long as `duration`. */
  readonly once?: boolean;
}

/** Sends requests to a program, in turn, and divides the CPU that it used by the answers. */
export async function measure(
  program: Program,
  requests: readonly string[],
  { connections = 16, duration, statuses = [200], once = false }: MeasureOptions,
): Promise<Measured> {
  const request = (n: number) => (once ? requests[n] : requests[n % requests.length]);
  const before = program.cpu();
  const { answers, perSecond, p50, p99 } = await load({
    port: program.port,
    connections,
    duration,
    statuses,
    request,
  });
  return { cpu: (program.cpu() - before) / answers, answers, perSecond, p50, p99 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The median of each figure over the runs of a case. */
export function medianOf(runs: readonly Measured[]): Measured {
  const of = (figure: keyof Measured) => median(runs.map((run) => run[figure]));
  return {
    cpu: of("cpu"),
    answers: of("answers"),
    perSecond: of("perSecond"),
    p50: of("p50"),
    p99: of("p99"),
  };
}
