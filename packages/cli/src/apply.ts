import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { State } from "@callmark/client";
import { type Plan, readPlan, type Target } from "@callmark/sync";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "./connection.ts";
import { UsageError } from "./errors.ts";
import { exampleText } from "./examples.ts";
import { interruptible } from "./interrupt.ts";
import { planFrom } from "./plan.ts";
import { type Apply, planOf, unfinishedApplies } from "./sync/applies.ts";
import { type BeginOptions, beginAndRun } from "./sync/begin.ts";
import { findBrand } from "./sync/brand.ts";
import { addReadingOptions, expectFile, type ReadingOptions } from "./sync/desired-file.ts";
import { addDeleteOptions, addPaceOptions } from "./sync/options.ts";
import { addResubmitOption } from "./sync/resubmit.ts";
import { runApply } from "./sync/run-apply.ts";
import { stateFolder } from "./sync/state-folder.ts";

interface Options extends ConnectionOptions, ReadingOptions, BeginOptions {
  readonly resubmit?: readonly State[];
  /** `true` where no id is named. */
  readonly resume?: string | true;
}

const REJECTED = "rejected.csv";

export function buildApply(apply: Command): void {
  apply.argument("[file]", "a plan (.json), or what callmark plan takes, which is planned first");
  addReadingOptions(apply);
  addDeleteOptions(addResubmitOption(apply)).option("--yes", "do not ask first");
  addPaceOptions(apply)
    .option("--rejected <file>", "where the rows go that are refused", REJECTED)
    .option("--resume [id]", "go on with the newest apply that is not finished, or with one of an id")
    .option("--json", "print {id, target, done: {create, update, delete}, refused, seconds, rejected}");
  addConnectionOptions(apply, { reach: "brand" })
    .addHelpText("after", exampleText(EXAMPLES) + NOTE)
    .action((file: string | undefined, options: Options) => {
      if (options.resume !== undefined) return resume(file, options.resume, options);
      if (file === undefined)
        throw new UsageError("Which file? Name a plan or a list of numbers, or --resume");
      return extname(file).toLowerCase() === ".json"
        ? applyPlanFile(file, options)
        : applyDesired(file, options);
    });
}

const EXAMPLES = [
  "callmark apply plan.json",
  "callmark apply numbers.csv --country US --delete --max-deletes 100",
  "callmark apply numbers.csv --yes --json",
  "callmark apply --resume",
];
const NOTE = `

Exit code: 0 all is done, 1 it failed, 2 wrong usage, 3 some rows were refused, 130 interrupted.
Plan and journal are kept in the state folder (CALLMARK_STATE) for --resume.`;

async function applyDesired(file: string, options: Options): Promise<void> {
  if (file === "-" && !options.yes)
    throw new UsageError("The standard input is the file: --yes says that it is meant");
  const brand = await findBrand(options, options.rate);
  const plan = await interruptible((signal) => planFrom(file, brand, options, signal), "nothing was changed");
  await beginAndRun({ plan, brand, file, isSeen: false }, options);
}

async function applyPlanFile(file: string, options: Options): Promise<void> {
  for (const name of ["country", "format", "resubmit"] as const) {
    if (options[name] !== undefined)
      throw new UsageError(`--${name} is for callmark plan: ${file} is a plan already`);
  }
  await expectFile(file);
  const plan = readPlan(await readFile(file, "utf8"));
  const { orgId: org, brandId: brand } = plan.target;
  const found = await findBrand({ org, brand, ...options }, options.rate);
  expectTarget(plan, found.target);
  await beginAndRun({ plan, brand: found, file, isSeen: true }, options);
}

async function resume(file: string | undefined, which: string | true, options: Options): Promise<void> {
  if (file !== undefined) throw new UsageError(`--resume has its plan already, and takes no ${file}`);
  const apply = await findUnfinished(which, options);
  const plan = await planOf(apply);
  const { rate, concurrency, profile } = { ...apply.about, ...options };
  const { orgId: org, brandId } = plan.target;
  const brand = await findBrand({ org, brand: brandId, ...options, profile }, rate);
  expectTarget(plan, brand.target);
  const { json = false } = options;
  if (!json) process.stderr.write(`Going on with ${apply.id}, of ${apply.about.file}\n`);
  await runApply({ apply: { ...apply, about: { ...apply.about, concurrency } }, plan, brand, json });
}

/** The one that is meant; others that might be are named. */
async function findUnfinished(which: string | true, { profile }: ConnectionOptions): Promise<Apply> {
  const state = stateFolder(process.env);
  const all = await unfinishedApplies(state);
  const fitting = all.filter(({ id, about }) =>
    which === true ? profile === undefined || about.profile === profile : id === which,
  );
  const [newest, ...others] = fitting;
  if (newest === undefined) {
    const known = all.map(({ id, about }) => `\n  ${id}  ${about.file}`).join("");
    const named = which === true ? "No apply" : `No apply ${which}`;
    throw new UsageError(`${named} is unfinished in ${state}${known === "" ? "" : `; there is:${known}`}`);
  }
  for (const { id, about } of others) {
    process.stderr.write(
      `Also unfinished: ${id}, of ${about.file}; callmark apply --resume ${id} goes on with it\n`,
    );
  }
  return newest;
}

function expectTarget({ target }: Plan, own: Target): void {
  const isSame =
    target.baseUrl === own.baseUrl && target.orgId === own.orgId && target.brandId === own.brandId;
  if (isSame) return;
  const name = ({ baseUrl, orgId, brandId }: Target) => `brand ${brandId} of ${orgId} at ${baseUrl}`;
  throw new UsageError(`The plan is for ${name(target)}, but this is ${name(own)}: --profile names another`);
}
