import { excerpt } from "../excerpt.ts";
import { LIMITS } from "../limits.ts";
import { DEPARTMENT_COLUMN, NUMBER_COLUMN } from "./rows.ts";

/** Where the columns of a CSV file stand. */
export interface Header {
  readonly columns: readonly string[];
  readonly number: number;
  /** -1 where there is none. */
  readonly department: number;
}

const EXPECTED = `expected a first line with the columns ${NUMBER_COLUMN} and ${DEPARTMENT_COLUMN}`;

/**
 * Reads the first row of a CSV file. A column of another name goes along; one that is nearly the name of a known column
 * is refused, since leaving it aside would take a department from every number. Any number of columns may have no name.
 * Gives a reason where it is wrong.
 */
export function readHeader(columns: readonly string[]): Header | { readonly reason: string } {
  if (columns.length > LIMITS.columns) {
    return { reason: `The header has ${columns.length} columns: expected ${LIMITS.columns} at the most` };
  }
  const twice = columns.find((name, at) => name !== "" && columns.indexOf(name) < at);
  if (twice !== undefined) return { reason: `The header has the column '${twice}' twice` };
  const misspelt = columns.flatMap((name) => {
    const meant = nearly(name);
    return meant === undefined || columns.includes(meant) ? [] : [`'${name}' for ${meant}`];
  });
  if (misspelt.length > 0) return { reason: `The header has ${misspelt.join(" and ")}: ${EXPECTED}` };
  const number = columns.indexOf(NUMBER_COLUMN);
  if (number >= 0) return { columns, number, department: columns.indexOf(DEPARTMENT_COLUMN) };
  const separator = [";", "\t", "|"].find((mark) => columns[0]?.split(mark).includes(NUMBER_COLUMN));
  if (separator !== undefined) {
    return {
      reason: `The columns are separated by '${separator === "\t" ? "a tab" : separator}': expected commas`,
    };
  }
  const found = columns.map((name) => `'${excerpt(name)}'`).join(", ");
  return { reason: `The header has no column ${NUMBER_COLUMN}, only ${found}: ${EXPECTED}` };
}

/**
 * The known column that a name means in other letters, such as `Phone number` or `DEPARTMENT`, or by its whole path in a
 * caller ID, `callerIdDetails.phoneNumber`.
 */
export function nearly(name: string): string | undefined {
  const plain = name
    .slice(name.lastIndexOf(".") + 1)
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  return [NUMBER_COLUMN, DEPARTMENT_COLUMN].find((known) => known !== name && known.toLowerCase() === plain);
}
