import { excerpt } from "../excerpt.ts";
import { LIMITS } from "../limits.ts";
import { nearly } from "./header.ts";
import type { Line } from "./lines.ts";
import { DEPARTMENT_COLUMN, NUMBER_COLUMN } from "./rows.ts";

/** A row of NDJSON. */
export interface NdjsonRow {
  readonly line: number;
  readonly number: string;
  readonly department: string;
  /** In the order of the columns so far. */
  readonly cells: readonly string[];
}

/** What is wrong with one. */
export interface NdjsonFault {
  readonly column?: string;
  readonly reason: string;
}

/** Reads lines that are a JSON object each; members of other names go along, as text. */
export class NdjsonReader {
  readonly #columns = [NUMBER_COLUMN, DEPARTMENT_COLUMN];
  readonly #at = new Map(this.#columns.map((name, at) => [name, at]));
  #hasDepartments = false;

  /** The members that there were so far, `phoneNumber` and `department` first. */
  get columns(): readonly string[] {
    return this.#columns;
  }

  /** Has any line the member `department`? Where none has, departments are not spoken of. */
  get hasDepartments(): boolean {
    return this.#hasDepartments;
  }

  /** `undefined` for a line that is empty. */
  read({ number: line, text }: Line): NdjsonRow | NdjsonFault | undefined {
    if (text.trim() === "") return undefined;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { reason: 'The line is no JSON: expected an object such as {"phoneNumber":"+18005555555"}' };
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return { reason: 'Expected an object such as {"phoneNumber":"+18005555555"}' };
    }
    const cells: string[] = [];
    for (const [name, member] of Object.entries(value)) {
      const meant = this.#at.has(name) ? undefined : nearly(name);
      if (meant !== undefined) return { column: name, reason: `Expected it to be called ${meant}` };
      const at = this.#place(name);
      if (at === undefined) return { reason: `Expected ${LIMITS.columns} different members at the most` };
      const isKnown = at < 2;
      if (isKnown && typeof member !== "string" && !(member === null && name === DEPARTMENT_COLUMN)) {
        return { column: name, reason: `Expected a text, not ${excerpt(JSON.stringify(member))}` };
      }
      cells[at] = member === null ? "" : typeof member === "string" ? member : JSON.stringify(member);
    }
    this.#hasDepartments ||= DEPARTMENT_COLUMN in value;
    if (!(NUMBER_COLUMN in value)) return { column: NUMBER_COLUMN, reason: "The number is missing" };
    // No holes: members that other lines have are empty here.
    const filled = Array.from(cells, (cell) => cell ?? "");
    return { line, number: filled[0] ?? "", department: filled[1] ?? "", cells: filled };
  }

  #place(name: string): number | undefined {
    const known = this.#at.get(name);
    if (known !== undefined) return known;
    if (this.#columns.length >= LIMITS.columns) return undefined;
    this.#at.set(name, this.#columns.length);
    this.#columns.push(name);
    return this.#columns.length - 1;
  }
}
