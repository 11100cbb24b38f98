/** What makes a spreadsheet take a cell for a formula. */
const RUNS = /^[=+\-@\t\r]/;

/** Digits of which a spreadsheet makes a figure, whose digits behind the fifteenth it writes as zeros: ids are such. */
const LOSES_DIGITS = /^[0-9]{16,}$/;

/** A cell that a spreadsheet shows as it is, in place of running it, or of making a figure of it that it cannot hold. */
export function guard(cell: string): string {
  return RUNS.test(cell) || LOSES_DIGITS.test(cell) ? `'${cell}` : cell;
}
