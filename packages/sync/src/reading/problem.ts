import { LIMITS } from "../limits.ts";

/** What is wrong with a line of a file. */
export interface Problem {
  /** The first line has 1. */
  readonly line: number;
  /** The column's name, where it is about one. */
  readonly column?: string | undefined;
  /** In words, with what was expected. */
  readonly reason: string;
}

/** Collects problems: the first of them to be shown, the others as a count. */
export class Problems {
  readonly #kept: Problem[] = [];
  #count = 0;

  add(problem: Problem): void {
    this.#count += 1;
    if (this.#kept.length < LIMITS.problemsKept) this.#kept.push(problem);
  }

  get count(): number {
    return this.#count;
  }

  /** In the order of their lines. */
  get kept(): readonly Problem[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}

/** A file that cannot be taken as it is; nothing of it is used. */
export class FaultyFile extends Error {
  override readonly name = "FaultyFile";
  /** In the order of their lines, `LIMITS.problemsKept` at the most. */
  readonly problems: readonly Problem[];
  /** All of them. */
  readonly count: number;

  constructor(problems: Pick<Problems, "count" | "kept">) {
    super(
      `${problems.count.toLocaleString("en-US")} ${problems.count === 1 ? "line is" : "lines are"} wrong`,
    );
    this.problems = problems.kept;
    this.count = problems.count;
  }
}
