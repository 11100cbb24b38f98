import { writeCsv } from "@callmark/sync";

/** Gives a table to who looks at the page as a CSV file that a spreadsheet shows as it is. */
export function downloadCsv(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const text = writeCsv([columns, ...rows], { forSpreadsheet: true });
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
