import { cpus } from "node:os";
import type { Measured } from "./measure.ts";

/** A line of the table: a figure, what it is compared with, and how far apart they may be. */
export interface Line {
  readonly name: string;
  readonly measured?: Measured;
  /** What is compared, as a ratio; absent where the line only says what is. */
  readonly ratio?: number;
  readonly of?: string;
  readonly goal?: number;
  /** `most`: the ratio may be the goal at the most; `least`: it must be at least that. */
  readonly bound?: "most" | "least";
  readonly note?: string;
}

export function isMissed({ ratio, goal, bound = "most" }: Line): boolean {
  if (ratio === undefined || goal === undefined) return false;
  return !(bound === "most" ? ratio <= goal : ratio >= goal);
}

/** The machine, as far as it matters for reading the figures. */
export function machine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}`;
}

/** A table in Markdown. */
export function table(lines: readonly Line[]): string {
  const number = (value: number | undefined, digits: number) =>
    value === undefined ? "" : value.toFixed(digits);
  const rows = lines.map((line) => {
    const goal = line.goal === undefined ? "" : `${line.bound === "least" ? "≥" : "≤"} ${line.goal}`;
    const verdict = line.goal === undefined ? "" : isMissed(line) ? "missed" : "met";
    return [
      line.name,
      number(line.measured?.cpu, 1),
      number(line.measured?.perSecond, 0),
      number(line.measured?.p50, 2),
      number(line.measured?.p99, 2),
      line.ratio === undefined ? "" : `${line.ratio.toFixed(2)} × ${line.of ?? ""}`.trim(),
      goal,
      verdict,
      line.note ?? "",
    ];
  });
  const head = ["case", "CPU µs", "answers/s", "p50 ms", "p99 ms", "ratio", "goal", "", ""];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

export function compared(name: string, measured: Measured, ratio: number, of: string, goal?: number): Line {
  return { name, measured, ratio, of, ...(goal !== undefined && { goal }) };
}
