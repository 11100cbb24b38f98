/** What makes a spreadsheet take a cell for a formula. */
const RUNS = /^[=+\-@\t\r]/;

/** A cell that a spreadsheet shows as it is, in place of running it. */
export function guard(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}
