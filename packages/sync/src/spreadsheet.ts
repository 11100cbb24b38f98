/** What makes a spreadsheet take a cell for a formula. */
const RUNS = /^[=+\-@\t\r]/;

/** Digits of which a spreadsheet makes a figure, whose digits behind the fifteenth it writes as zeros: ids are such. */
const LOSES_DIGITS = /^[0-9]{16,}$/;

/** A cell that a spreadsheet shows as it is, in place of running it, or of making a figure of it that it cannot hold. */
export function guard(cell: string): string {
  return RUNS.test(cell) || LOSES_DIGITS.test(cell) ? `'${cell}` : cell;
}

/** An apostrophe as `guard` writes it. */
const GUARD = /^'(?=[=+\-@\t\r]|[0-9]{16,}$)/;

/** What a cell says that was written so that a spreadsheet does not run it: behind an apostrophe, or as `="…"`. */
export function withoutGuard(cell: string): string {
  return /^="(.*)"$/.exec(cell)?.[1] ?? cell.replace(GUARD, "");
}
