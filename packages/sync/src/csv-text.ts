import Papa from "papaparse";
import { guard } from "./spreadsheet.ts";

export interface CsvTextOptions {
  /**
   * Writes cells that begin with `=`, `+`, `-` or `@`, and those of more than 15 digits, behind an apostrophe, so that a
   * spreadsheet neither runs them nor turns numbers and ids into figures; reading takes it away again.
   */
  readonly forSpreadsheet?: boolean;
}

/** Rows as lines of CSV (RFC 4180, but that lines end with LF), the last one with its end. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  { forSpreadsheet = false }: CsvTextOptions = {},
): string {
  if (rows.length === 0) return "";
  const guarded = forSpreadsheet ? rows.map((row) => row.map(guard)) : rows;
  return `${Papa.unparse(guarded as string[][], { newline: "\n" })}\n`;
}
