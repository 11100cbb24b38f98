import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../errors.ts";

/** How a list is printed, and how much of it. */
export interface ListingOptions {
  readonly limit?: number;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly csv?: boolean;
  readonly excel?: boolean;
}

export type Format = "people" | "json" | "ndjson" | "csv" | "excel";

/** How many a table has where nothing else is said. */
export const DEFAULT_LIMIT = 30;

export function addListingOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--limit <n>", `at most so many (default: ${DEFAULT_LIMIT} in a table, otherwise all)`)
        .argParser(readCount)
        .conflicts("all"),
    )
    .option("--all", "all of them")
    .addOption(new Option("--json", "print one JSON document").conflicts(["ndjson", "csv", "excel"]))
    .addOption(new Option("--ndjson", "print a line of JSON for each").conflicts(["json", "csv", "excel"]))
    .addOption(new Option("--csv", "print CSV with a heading").conflicts(["json", "ndjson"]))
    .option("--excel", "print CSV whose cells a spreadsheet neither runs nor makes figures of");
}

export function formatOf({ json, ndjson, csv, excel }: ListingOptions): Format {
  if (excel) return "excel";
  return json ? "json" : ndjson ? "ndjson" : csv ? "csv" : "people";
}

/** What takes a list: a terminal has a table where no other form is asked for. */
export interface Outlet {
  readonly isTerminal: boolean;
}

/**
 * How many are wanted; `Infinity` for all. Only a table leaves some out unasked, since it says so: what a file or a
 * program takes for the whole must be that.
 */
export function limitOf(
  options: ListingOptions,
  { isTerminal }: Outlet = { isTerminal: process.stdout.isTTY },
): number {
  const { limit, all } = options;
  if (all) return Number.POSITIVE_INFINITY;
  const isTable = isTerminal && formatOf(options) === "people";
  return limit ?? (isTable ? DEFAULT_LIMIT : Number.POSITIVE_INFINITY);
}

/** A whole number from 1 to 999,999,999. */
export function readCount(text: string): number {
  const count = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (count === 0) throw new InvalidArgumentError("It is a whole number from 1 to 999999999.");
  return count;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/i;

/** A date as people write it, or RFC 3339, as the wire has it. Throws `UsageError`, naming the option. */
export function readDate(text: string, option: string): string {
  const [, year, month, day, time] = DATE.exec(text) ?? [];
  // A day alone begins at midnight UTC.
  const moment = time === undefined ? `${text}T00:00:00Z` : text;
  // `Date` takes February 30 for March 2.
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (isDay && !Number.isNaN(Date.parse(moment))) return moment;
  throw new UsageError(`${option}: '${text}' is no date; it looks like 2026-11-27 or 2026-11-27T09:30:00Z`);
}
