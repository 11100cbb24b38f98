import Papa from "papaparse";
import { LIMITS } from "../limits.ts";
import type { Line } from "./lines.ts";

/** A row of CSV. */
export interface CsvRow {
  /** Its first line. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The same as it stands in the file, without its end. */
  readonly text: string;
}

/** Fixed, so that nothing is guessed from what a file happens to hold. */
const RFC_4180 = { delimiter: ",", newline: "\n" } as const;
const NOT_CLOSED = "MissingQuotes";

/** The cells of one row. */
export function cellsOf(record: string): readonly string[] {
  return Papa.parse<string[]>(record, RFC_4180).data[0] ?? [];
}

/** Cells as one row, which `cellsOf` reads as they were. */
export function recordOf(cells: readonly string[]): string {
  return Papa.unparse([[...cells]]);
}

/**
 * Puts lines together to rows of CSV (RFC 4180). Lines that are empty are left out. A line whose quotes are wrong goes
 * to `onFault`, and reading goes on with the line behind it, so that a quote too many does not swallow what follows.
 */
export class CsvReader {
  readonly #onRow: (row: CsvRow) => void;
  readonly #onFault: (line: number, column: number, reason: string) => void;
  /** The lines of a row whose last quoted cell is not closed yet. */
  #open: Line[] = [];

  constructor(onRow: (row: CsvRow) => void, onFault: (line: number, column: number, reason: string) => void) {
    this.#onRow = onRow;
    this.#onFault = onFault;
  }

  push(line: Line): void {
    if (this.#open.length === 0) {
      if (line.text !== "") this.#read([line]);
      return;
    }
    const lines = [...this.#open, line];
    // Only a quote can close what is open.
    if (line.text.includes('"')) this.#read(lines);
    else this.#wait(lines);
  }

  /** Says that there is no more. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp(this.#open);
  }

  #read(lines: Line[]): void {
    const [{ number }] = lines as [Line];
    const text = lines.map((line, at) => (at === 0 ? line.text : line.before + line.text)).join("");
    const { data, errors } = Papa.parse<string[]>(text, RFC_4180);
    const cells = data[0] ?? [];
    if (errors.length === 0) {
      this.#open = [];
      this.#onRow({ line: number, cells, text });
    } else if (errors.every(({ code }) => code === NOT_CLOSED)) {
      this.#wait(lines);
    } else {
      const reason = "A quoted cell goes on behind its closing quote: a quote inside one is written twice";
      this.#fail(lines, cells.length - 1, reason);
    }
  }

  #wait(lines: Line[]): void {
    this.#open = lines;
    if (lines.length >= LIMITS.linesPerRow) this.#giveUp(lines);
  }

  #giveUp(lines: Line[]): void {
    const { data } = Papa.parse<string[]>(lines[0]?.text ?? "", RFC_4180);
    this.#fail(lines, (data[0]?.length ?? 1) - 1, "The quote that opens the cell is never closed");
  }

  /** Blames the first line alone, and reads the others anew. */
  #fail([first, ...rest]: Line[], column: number, reason: string): void {
    this.#open = [];
    if (first !== undefined) this.#onFault(first.number, column, reason);
    for (const line of rest) this.push(line);
  }
}
