import { LIMITS } from "../limits.ts";
import { withoutGuard } from "../spreadsheet.ts";
import { type CountryCode, readNumber } from "./number.ts";
import type { Problems } from "./problem.ts";

/** The columns that mean something; all others go along. */
export const NUMBER_COLUMN = "phoneNumber";
export const DEPARTMENT_COLUMN = "department";

/** A caller ID as it shall be. */
export interface DesiredRow {
  /** The line of the file that it begins on; the first one has 1. */
  readonly line: number;
  /** E.164. */
  readonly phoneNumber: string;
  /** Absent where it shall have none. */
  readonly department?: string;
  /**
   * The row as it was written, as CSV in the order of the columns, where it says more than the two above. One text is
   * far smaller than its cells.
   */
  readonly record?: string;
}

/** A row as it stands in the file. */
export interface WrittenRow {
  readonly cells: readonly string[];
  readonly text: () => string;
}

/** A number that was written otherwise than it was read. */
export interface Normalised {
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** What a file asks for. */
export interface Desired {
  readonly rows: readonly DesiredRow[];
  /** The country whose way of writing numbers the file has. */
  readonly country?: CountryCode;
  /** The names of the file's columns, in their order. */
  readonly columns: readonly string[];
  /** Does the file speak of departments at all? Where it does not, they stay as they are. */
  readonly hasDepartments: boolean;
  /** Numbers that were written otherwise than E.164, and the first few of them. */
  readonly normalised: { readonly count: number; readonly examples: readonly Normalised[] };
}

/** Takes the rows of a file, judges each by itself and beside the others, and says of every one what is wrong. */
export class RowCollector {
  readonly #country: CountryCode | undefined;
  readonly #problems: Problems;
  readonly #rows: DesiredRow[] = [];
  readonly #lineOf = new Map<string, number>();
  readonly #departments = new Map<string, string>();
  readonly #examples: Normalised[] = [];
  #normalised = 0;
  #count = 0;

  constructor(country: CountryCode | undefined, problems: Problems) {
    this.#country = country;
    this.#problems = problems;
  }

  /** @param record the row in the order of the columns: its cells, and the same as CSV */
  add(line: number, number: string, department: string, record: WrittenRow): void {
    this.#count += 1;
    if (this.#count > LIMITS.rows) {
      if (this.#count > LIMITS.rows + 1) return;
      this.#problems.add({
        line,
        reason: `The file has more than ${LIMITS.rows.toLocaleString("en-US")} rows`,
      });
      return;
    }
    const meant = withoutGuard(number);
    const { phoneNumber, reason } = readNumber(meant, this.#country);
    if (phoneNumber === undefined) {
      this.#problems.add({ line, column: NUMBER_COLUMN, reason });
      return;
    }
    const earlier = this.#lineOf.get(phoneNumber);
    if (earlier !== undefined) {
      this.#problems.add({
        line,
        column: NUMBER_COLUMN,
        reason: `${phoneNumber} stands on line ${earlier} already: expected each number once`,
      });
      return;
    }
    this.#lineOf.set(phoneNumber, line);
    if (meant.trim() !== phoneNumber) this.#note({ line, from: number, to: phoneNumber });
    const shared = this.#shared(withoutGuard(department).trim());
    this.#rows.push({
      line,
      phoneNumber,
      ...(shared !== "" && { department: shared }),
      ...(!isPlain(record.cells, phoneNumber, shared) && { record: record.text() }),
    });
  }

  finish(columns: readonly string[], hasDepartments: boolean): Desired {
    return {
      rows: this.#rows,
      ...(this.#country !== undefined && { country: this.#country }),
      columns,
      hasDepartments,
      normalised: { count: this.#normalised, examples: this.#examples },
    };
  }

  #note(normalised: Normalised): void {
    this.#normalised += 1;
    if (this.#examples.length < LIMITS.examplesKept) this.#examples.push(normalised);
  }

  /** Many rows have the same few departments: one text is kept of each. */
  #shared(department: string): string {
    const known = this.#departments.get(department);
    if (known !== undefined) return known;
    if (this.#departments.size < LIMITS.departmentsShared) this.#departments.set(department, department);
    return department;
  }
}

/** Do number and department say all that stands in the row? */
function isPlain(cells: readonly string[], phoneNumber: string, department: string): boolean {
  return cells.length <= 2 && cells[0] === phoneNumber && (cells[1] ?? "") === department;
}
