import type { Command } from "commander";
import { addConnectionOptions } from "./connection.ts";
import { UsageError } from "./errors.ts";
import { exampleText } from "./examples.ts";
import type { ApplyOptions } from "./sync/apply-file.ts";
import { addDeleteOptions, addPaceOptions, addReadingOptions, rejectedOption } from "./sync/options.ts";
import { addResubmitOption } from "./sync/resubmit.ts";

interface Options extends ApplyOptions {
  /** `true` where no id is named. */
  readonly resume?: string | true;
}

export function buildApply(apply: Command): void {
  apply.argument("[file]", "a plan (.json), or what callmark plan takes, which is planned first");
  addReadingOptions(apply);
  addDeleteOptions(addResubmitOption(apply), "the file").option("--yes", "do not ask first");
  addPaceOptions(apply)
    .addOption(rejectedOption())
    .option("--resume [apply]", "go on with the newest apply that is not finished, or with one by its id")
    .option(
      "--json",
      "print {id, target, done: {create, update, delete}, found, refused, failed, seconds, rejected}",
    );
  addConnectionOptions(apply, { reach: "brand" })
    .addHelpText("after", exampleText(EXAMPLES) + NOTE)
    .action((file: string | undefined, { resume, ...options }: Options) => {
      if (resume === undefined) return begin(file, options);
      expectNothingElse(apply, file);
      return goOn(resume, options);
    });
}

async function begin(file: string | undefined, options: ApplyOptions): Promise<void> {
  if (file === undefined) throw new UsageError("Which file? Name a plan or a list of numbers, or --resume");
  const { applyFile } = await import("./sync/apply-file.ts");
  await applyFile(file, options);
}

/** What may be said anew of an apply that is gone on with, by the options' names; all else was said at its beginning. */
const BESIDE_RESUME = ["resume", "yes", "rate", "concurrency", "json", "profile", "org", "brand"];

function expectNothingElse(apply: Command, file: string | undefined): void {
  const others = apply.options
    .filter((option) => apply.getOptionValueSource(option.attributeName()) === "cli")
    .filter((option) => !BESIDE_RESUME.includes(option.attributeName()))
    .map(({ long }) => long);
  const taken = [...(file === undefined ? [] : [file]), ...others];
  if (taken.length > 0) {
    throw new UsageError(`--resume goes on with an apply as it was begun, and takes no ${taken.join(", ")}`);
  }
}

async function goOn(which: string | true, options: ApplyOptions): Promise<void> {
  const { resume } = await import("./sync/resume.ts");
  await resume(which, options);
}

const EXAMPLES = [
  "callmark apply plan.json",
  "callmark apply numbers.csv --country US --delete --max-deletes 100",
  "callmark apply numbers.csv --yes --json",
  "callmark apply --resume",
];
const NOTE = `

Exit code: 0 all is done, 1 it failed, or some rows did on the server, 2 wrong usage, 3 some rows were refused, 130
interrupted by Ctrl-C, 143 by SIGTERM.
Plan and journal are kept in the state folder (CALLMARK_STATE) for --resume; callmark applies lists those that are
not finished, and forgets one that is not wanted any more.`;
