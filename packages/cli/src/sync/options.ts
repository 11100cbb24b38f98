import type { Format } from "@callmark/sync";
import { readDeleteLimit } from "@callmark/sync/cost";
import { type Command, InvalidArgumentError, Option } from "commander";

/** Connections that may be open at the same time. */
const CONCURRENCY_MAXIMUM = 256;
const CONCURRENCY = 16;
const RATE_MAXIMUM = 100_000;

/** How a file is read. */
export interface ReadingOptions {
  /** Two capital letters; whether there is such a country is known once a file is read. */
  readonly country?: string;
  readonly format?: Format;
}

/** How fast requests go. */
export interface PaceOptions {
  readonly rate?: number;
  readonly concurrency?: number;
}

export interface DeleteOptions {
  readonly delete?: boolean;
  readonly maxDeletes?: string;
}

/** The share of a brand that an apply may delete where nothing else is said. */
export const DEFAULT_MAX_DELETES = "5%";

/** `--country`, in capitals; whether there is such a country is known once something is read. */
export function countryOption(what: string): Option {
  const option = new Option("--country <code>", `read ${what} in a country, such as US`);
  return option.argParser((text) => text.toUpperCase());
}

export function addReadingOptions(command: Command): Command {
  const format = new Option("--format <format>", "the file's form, where its name does not say it");
  return command
    .addOption(countryOption("numbers as they are written"))
    .addOption(format.choices(["csv", "ndjson"]));
}

/** Is a file a plan, and no list of numbers, by its name? */
export function isPlanName(file: string): boolean {
  return file.toLowerCase().endsWith(".json");
}

export function concurrencyOf({ concurrency = CONCURRENCY }: PaceOptions): number {
  return concurrency;
}

export function rateOption(): Option {
  return new Option(
    "--rate <n>",
    "requests a second at the most (default: 15 for the real hosts, otherwise what the server takes)",
  ).argParser((text) => {
    const rate = /^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(text) ? Number(text) : 0;
    if (rate > 0 && rate <= RATE_MAXIMUM) return rate;
    throw new InvalidArgumentError(`It is a number above 0, ${RATE_MAXIMUM} at the most.`);
  });
}

export function addPaceOptions(command: Command): Command {
  const concurrency = new Option(
    "--concurrency <n>",
    `requests under way at the same time (default: ${CONCURRENCY})`,
  );
  return command.addOption(rateOption()).addOption(
    concurrency.argParser((text) => {
      const many = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
      if (many >= 1 && many <= CONCURRENCY_MAXIMUM) return many;
      throw new InvalidArgumentError(`It is a whole number from 1 to ${CONCURRENCY_MAXIMUM}.`);
    }),
  );
}

export function rejectedOption(): Option {
  const what =
    "where rows go that are refused, as export --excel writes them, and plan and apply read them; a file that is there stays, and they go beside it";
  return new Option("--rejected <file>", what).default("rejected.csv");
}

/** @param model what a brand becomes the same as */
export function addDeleteOptions(command: Command, model: string): Command {
  const limit = new Option(
    "--max-deletes <limit>",
    "do nothing where more would be deleted: a number, or a share",
  );
  return command.option("--delete", `delete what the brand has and ${model} has not`).addOption(
    limit.default(DEFAULT_MAX_DELETES).argParser((text) => {
      if (readDeleteLimit(text) !== undefined) return text;
      throw new InvalidArgumentError("It is a number such as 50, or a share such as 5%.");
    }),
  );
}
