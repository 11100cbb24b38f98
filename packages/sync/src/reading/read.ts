import { CsvReader, type CsvRow, recordOf } from "./csv.ts";
import { type Header, readHeader } from "./header.ts";
import { type Line, LineCutter } from "./lines.ts";
import { NdjsonReader } from "./ndjson.ts";
import type { CountryCode } from "./number.ts";
import { FaultyFile, Problems } from "./problem.ts";
import { DEPARTMENT_COLUMN, type Desired, NUMBER_COLUMN, RowCollector } from "./rows.ts";

export type Format = "csv" | "ndjson";

export interface ReadOptions {
  readonly format: Format;
  /** The country whose way of writing numbers the file has; without it they must be E.164. */
  readonly country?: CountryCode | undefined;
  /** Ends the reading; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads what a brand shall have from the bytes of a file: CSV with a header, or a JSON object a line.
 *
 * Throws `FaultyFile` with every line that is wrong.
 *
 * @example await readDesired(file.stream(), { format: "csv", country: "US" })
 */
export async function readDesired(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<Desired> {
  const problems = new Problems();
  const rows = new RowCollector(options.country, problems);
  const reader = options.format === "csv" ? csvInto(rows, problems) : ndjsonInto(rows, problems);
  const lines = new LineCutter(reader.push, (line, reason) => {
    problems.add({ line, reason });
    reader.leaveOut();
  });
  for await (const chunk of bytes) {
    options.signal?.throwIfAborted();
    lines.push(chunk);
    if (reader.isHopeless()) break;
  }
  lines.end();
  const desired = reader.end();
  if (problems.count > 0) throw new FaultyFile(problems);
  return desired;
}

interface Reader {
  readonly push: (line: Line) => void;
  /** Says that a line could not be read. */
  readonly leaveOut: () => void;
  /** Is the header so wrong that the rows mean nothing? */
  readonly isHopeless: () => boolean;
  readonly end: () => Desired;
}

function csvInto(rows: RowCollector, problems: Problems): Reader {
  let header: Header | "wrong" | undefined;
  const nameOf = (column: number) => (typeof header === "object" ? header.columns[column] : undefined);
  const csv = new CsvReader(
    (row) => {
      const { line, cells } = row;
      if (header === undefined) {
        const read = readHeader(cells.map((name) => name.trim()));
        header = "reason" in read ? "wrong" : read;
        if ("reason" in read) problems.add({ line, reason: read.reason });
      } else if (header !== "wrong" && cells.some((cell) => cell.trim() !== "")) {
        // A spreadsheet leaves rows of empty cells at the end.
        addRow(row, header);
      }
    },
    (line, column, reason) => {
      if (header !== "wrong") problems.add({ line, column: nameOf(column), reason });
      header ??= "wrong";
    },
  );
  const addRow = ({ line, cells, text }: CsvRow, { columns, number, department }: Header) => {
    if (cells.length !== columns.length) {
      const cellsExpected = columns.length === 1 ? "1 cell" : `${columns.length} cells`;
      problems.add({ line, reason: `Expected ${cellsExpected}, as the header has, not ${cells.length}` });
      return;
    }
    rows.add(line, cells[number] ?? "", cells[department] ?? "", { cells, text: () => text });
  };
  return {
    push: (line) => csv.push(line),
    leaveOut() {
      // The first line is the header, and the next one is none.
      header ??= "wrong";
    },
    isHopeless: () => header === "wrong",
    end() {
      csv.end();
      if (header === undefined && problems.count === 0) {
        problems.add({
          line: 1,
          reason: `The file is empty: expected a header with ${NUMBER_COLUMN} and ${DEPARTMENT_COLUMN}`,
        });
      }
      const columns = typeof header === "object" ? header.columns : [];
      return rows.finish(columns, columns.includes(DEPARTMENT_COLUMN));
    },
  };
}

function ndjsonInto(rows: RowCollector, problems: Problems): Reader {
  const ndjson = new NdjsonReader();
  let isEmpty = true;
  return {
    push(line) {
      const row = ndjson.read(line);
      if (row === undefined) return;
      isEmpty = false;
      if ("reason" in row) problems.add({ line: line.number, ...row });
      else {
        const { cells } = row;
        rows.add(row.line, row.number, row.department, { cells, text: () => recordOf(cells) });
      }
    },
    leaveOut() {},
    isHopeless: () => false,
    end() {
      if (isEmpty && problems.count === 0) {
        problems.add({ line: 1, reason: "The file is empty: expected a JSON object on each line" });
      }
      return rows.finish(ndjson.columns, ndjson.hasDepartments);
    },
  };
}
