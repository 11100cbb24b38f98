import { pipeline, Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { AdminError } from "../error.ts";
import { invalid, isMember, LINE_MAXIMUM, MEMBERS, type Member, type ReadLine } from "./line.ts";

/**
 * The lines of a CSV file (RFC 4180) behind its header, which names the columns in any order. A field that is empty
 * counts as none. Throws `AdminError` where the header is wrong, or quotes are.
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadLine> {
  const parser = parse({
    bom: true,
    info: true,
    // A line with too few fields, or too many, is refused by itself.
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_MAXIMUM,
  });
  // What fails reaches whoever reads from the parser.
  pipeline(Readable.from(bytes), parser, () => {});
  let header: readonly Member[] | undefined;
  let end = 0;
  let empty = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      // A quoted field may have several lines: the record is known by its first.
      const line = end + (info.empty_lines - empty) + 1;
      end = info.lines;
      empty = info.empty_lines;
      if (header === undefined) header = readHeader(record);
      else yield readRecord(line, header, record);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new AdminError("failed", `The file is not CSV: ${error.message}`);
    throw error;
  }
  if (header === undefined) throw new AdminError("failed", `The file is empty: expected ${EXPECTED}`);
}

const EXPECTED = `a first line with the columns ${MEMBERS.join(" and ")}, of which department may be left out`;

function readHeader(names: readonly string[]): readonly Member[] {
  const unknown = names.filter((name) => !isMember(name));
  if (unknown.length > 0) {
    throw new AdminError(
      "failed",
      `Unknown columns ${unknown.map((name) => `'${name}'`).join(", ")}: expected ${EXPECTED}`,
    );
  }
  const known = names.filter(isMember);
  if (new Set(known).size < known.length || !known.includes("phoneNumber")) {
    throw new AdminError("failed", `The columns are ${known.join(", ")}: expected ${EXPECTED}`);
  }
  return known;
}

function readRecord(line: number, header: readonly Member[], record: readonly string[]): ReadLine {
  if (record.length !== header.length) {
    return invalid(line, `Expected ${header.length} fields, not ${record.length}`);
  }
  const given = header.flatMap((name, index) => (record[index] ? [[name, record[index]] as const] : []));
  return { line, submitted: Object.fromEntries(given) };
}
