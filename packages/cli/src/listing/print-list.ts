import { styleText } from "node:util";
import { guard } from "@callmark/sync/spreadsheet";
import { count } from "../progress.ts";
import type { Column } from "./columns.ts";
import { record } from "./csv.ts";
import type { Format } from "./options.ts";
import { writeOut } from "./out.ts";
import { tableDrawer } from "./table.ts";
import { oneLine } from "./text.ts";

/** A page of a list, as far as it is printed. */
export interface ListedPage<Row> {
  readonly data: readonly Row[];
  /** How many there are in all, where the server says so. */
  readonly total?: number | undefined;
  /** Where the next one begins; absent of the last. */
  readonly after?: string | undefined;
}

interface Listed<Row> {
  readonly pages: AsyncIterable<ListedPage<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly format: Format;
  /** How many of them are printed at the most. */
  readonly limit: number;
  /** What they are called where there is none: `caller IDs`. */
  readonly many: string;
}

/** How a format writes a list, piece by piece. */
interface Writer<Row> {
  readonly rows: (rows: readonly Row[]) => string;
  readonly end: (extent: Extent) => string;
}

/** How much of a list was printed. */
interface Extent {
  readonly shown: number;
  readonly total: number | undefined;
  /** Is there more than that? */
  readonly isCut: boolean;
}

/**
 * Prints a list page by page, with no more than a page in memory: on a terminal a table and how many there are, in a
 * pipe plain cells with tabs between them, or what a machine asked for.
 */
export async function printList<Row>({ pages, columns, format, limit, many }: Listed<Row>): Promise<void> {
  const writer = writerOf(format, columns, many);
  let shown = 0;
  let total: number | undefined;
  let isCut = false;
  for await (const page of pages) {
    total ??= page.total;
    const rows = page.data.slice(0, limit - shown);
    shown += rows.length;
    if (!(await writeOut(writer.rows(rows)))) return;
    isCut = rows.length < page.data.length || page.after !== undefined;
    if (shown >= limit) break;
  }
  await writeOut(writer.end({ shown, total, isCut }));
}

function writerOf<Row>(format: Format, columns: readonly Column<Row>[], many: string): Writer<Row> {
  if (format === "json") return jsonWriter();
  if (format === "ndjson") return { rows: (rows) => rows.map(jsonLine).join(""), end: () => "" };
  if (format === "csv") return csvWriter(columns, (cell) => cell);
  if (format === "excel") return csvWriter(columns, guard);
  return process.stdout.isTTY ? tableWriter(columns, many) : plainWriter(columns);
}

const jsonLine = (value: unknown) => `${JSON.stringify(value)}\n`;

/** One document, `{data, total?}`, written as it comes. */
function jsonWriter<Row>(): Writer<Row> {
  let begun = false;
  return {
    rows: (rows) => {
      const opening = begun ? "" : '{"data":[';
      const text = rows.map((row) => JSON.stringify(row)).join(",");
      const between = begun && text !== "" ? "," : "";
      begun = true;
      return `${opening}${between}${text}`;
    },
    end: ({ total }) => `${begun ? "" : '{"data":['}]${total === undefined ? "" : `,"total":${total}`}}\n`,
  };
}

function csvWriter<Row>(columns: readonly Column<Row>[], written: (cell: string) => string): Writer<Row> {
  const heading = record(columns.map(({ field }) => field));
  let begun = false;
  return {
    rows: (rows) => {
      const lines = rows.map((row) => record(columns.map(({ of }) => written(of(row) ?? "")))).join("");
      const text = begun ? lines : heading + lines;
      begun = true;
      return text;
    },
    end: () => (begun ? "" : heading),
  };
}

function plainWriter<Row>(columns: readonly Column<Row>[]): Writer<Row> {
  return {
    rows: (rows) =>
      rows.map((row) => `${columns.map(({ of }) => oneLine(of(row) ?? "")).join("\t")}\n`).join(""),
    end: () => "",
  };
}

function tableWriter<Row>(columns: readonly Column<Row>[], many: string): Writer<Row> {
  const draw = tableDrawer(columns, process.stdout);
  return {
    rows: (rows) =>
      rows.length === 0
        ? ""
        : draw(rows)
            .map((line) => `${line}\n`)
            .join(""),
    end: ({ shown, total, isCut }) => {
      if (shown === 0) return `No ${many} found\n`;
      if (total === undefined && !isCut) return "";
      const all = isCut ? "; --all lists all" : "";
      const extent = total === undefined ? `The first ${count(shown)}` : `${count(shown)} of ${count(total)}`;
      return `${styleText("dim", extent + all, { stream: process.stdout })}\n`;
    },
  };
}
