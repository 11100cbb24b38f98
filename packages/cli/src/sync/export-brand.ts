import type { CallerId } from "@callmark/client";
import { type Format, type RemotePage, writeCsv } from "@callmark/sync";
import { expectFree, writeWhole } from "../atomic-file.ts";
import type { ConnectionOptions } from "../connection.ts";
import { interruptible } from "../interrupt.ts";
import { writeOut } from "../listing/out.ts";
import { print } from "../output.ts";
import { count } from "../progress.ts";
import { findBrand, pagesOf } from "./brand.ts";
import { formatOf } from "./desired-file.ts";

export interface ExportOptions extends ConnectionOptions {
  readonly format?: Format;
  readonly where?: string;
  readonly excel?: boolean;
  readonly force?: boolean;
  readonly rate?: number;
  readonly json?: boolean;
}

/** What a row has: first what plan and apply read, then what else is worth knowing. */
const COLUMNS = ["phoneNumber", "department", "state", "id", "createdDate", "updatedDate"] as const;

/** Writes a brand's caller IDs into a file, page by page. */
export async function exportBrand(file: string, options: ExportOptions): Promise<void> {
  const { where, excel = false, force = false, json = false } = options;
  const { format = formatOf(file) ?? "csv" } = options;
  if (file !== "-") await expectFree(file, { force });
  const brand = await findBrand(options, options.rate);
  let written = 0;
  const counted = async function* (signal: AbortSignal) {
    for await (const page of pagesOf(brand, { where, signal, quiet: json || file === "-" })) {
      written += page.data.length;
      yield page;
    }
  };
  await interruptible(async (signal) => {
    const pieces = format === "csv" ? csvOf(counted(signal), excel) : ndjsonOf(counted(signal));
    if (file !== "-") return writeWhole(file, pieces, { force, signal });
    for await (const piece of pieces) if (!(await writeOut(piece))) return;
  }, "no file was written");
  const stream = file === "-" ? process.stderr : process.stdout;
  const lines = file === "-" ? [] : [`${count(written)} caller IDs written into ${file}`];
  if (json || lines.length > 0) print({ file, callerIds: written }, { json, lines, stream });
}

async function* csvOf(pages: AsyncIterable<RemotePage>, forSpreadsheet: boolean): AsyncGenerator<string> {
  yield writeCsv([COLUMNS]);
  for await (const { data } of pages) yield writeCsv(data.map(cellsOf), { forSpreadsheet });
}

async function* ndjsonOf(pages: AsyncIterable<RemotePage>): AsyncGenerator<string> {
  for await (const { data } of pages) {
    yield data
      .map(({ callerIdDetails, state, id, createdDate, updatedDate }) =>
        // A number without a department says so: left out in every line, departments would not be spoken of.
        JSON.stringify({ department: null, ...callerIdDetails, state, id, createdDate, updatedDate }),
      )
      .map((line) => `${line}\n`)
      .join("");
  }
}

function cellsOf({ callerIdDetails, state, id, createdDate, updatedDate }: CallerId): string[] {
  const { phoneNumber, department } = callerIdDetails;
  return [phoneNumber, department ?? "", state, id, createdDate, updatedDate];
}
