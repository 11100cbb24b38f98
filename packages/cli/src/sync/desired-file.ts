import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { addAbortSignal } from "node:stream";
import { styleText } from "node:util";
import { type Desired, FaultyFile, type Format, readDesired } from "@callmark/sync";
import { FAILED, Told, UsageError } from "../errors.ts";
import { expectFile } from "../input-file.ts";
import { oneLine } from "../listing/text.ts";
import { tell } from "../output.ts";
import { count, counted } from "../progress.ts";
import { expectCountry } from "./country.ts";
import type { ReadingOptions } from "./options.ts";

/** Problems that are shown on a terminal; elsewhere go all that are kept. */
const SHOWN = 50;
const FORMATS: Readonly<Record<string, Format>> = { ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson" };

/** The form of a file by its name; `undefined` where the name does not say it. */
export function formatOf(file: string): Format | undefined {
  return FORMATS[extname(file).toLowerCase()];
}

/**
 * Reads what a file, or the standard input (`-`), asks for. Says of every line that is wrong what is wrong with it, and
 * throws `Told` then.
 */
export async function readDesiredFile(
  file: string,
  { country, format = formatOf(file) }: ReadingOptions,
  { json, signal }: { readonly json: boolean; readonly signal: AbortSignal },
): Promise<Desired> {
  if (format === undefined) throw new UsageError(`--format says whether ${file} is csv or ndjson`);
  if (country !== undefined) expectCountry(country);
  await expectFile(file);
  // It may be a pipe, which is not waited for once somebody has asked to stop.
  const bytes = addAbortSignal(signal, file === "-" ? process.stdin : createReadStream(file));
  try {
    const desired = await readDesired(bytes, { format, country, signal });
    tellNormalised(desired, json);
    return desired;
  } catch (error) {
    if (!(error instanceof FaultyFile)) throw error;
    tellProblems(file, error, json);
    throw new Told(FAILED);
  }
}

function tellNormalised({ normalised }: Desired, json: boolean): void {
  const { count: many, examples } = normalised;
  const [first] = examples;
  if (first === undefined) return;
  const example = oneLine(`line ${first.line}: '${first.from.trim()}' is ${first.to}`);
  tell(`${counted(many, "number")} read as written in the country: ${example}`, {
    json,
    facts: { normalised },
  });
}

function tellProblems(file: string, { problems, count: many, message }: FaultyFile, json: boolean): void {
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: { message, file, count: many, problems } })}\n`);
    return;
  }
  const label = styleText("red", "error:", { stream: process.stderr });
  const shown = process.stderr.isTTY ? SHOWN : problems.length;
  const lines = problems
    .slice(0, shown)
    .map(
      ({ line, column, reason }) =>
        `${oneLine(`line ${line}${column === undefined ? "" : `, ${column}`}: ${reason}`)}\n`,
    );
  const way = shown < problems.length ? "; with 2> FILE all of them are written there" : "";
  const more = many > shown ? `… and ${count(many - shown)} more${way}\n` : "";
  process.stderr.write(`${lines.join("")}${more}${label} ${file}: ${message}; nothing was done\n`);
}
