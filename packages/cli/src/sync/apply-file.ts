import { readFile } from "node:fs/promises";
import type { State } from "@callmark/client";
import { readPlan } from "@callmark/sync";
import type { ConnectionOptions } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { expectFile } from "../input-file.ts";
import { interruptible } from "../interrupt.ts";
import { type BeginOptions, beginAndRun } from "./begin.ts";
import { expectTarget, findBrand } from "./brand.ts";
import { expectIdle } from "./brand-lock.ts";
import { isPlanName, type ReadingOptions } from "./options.ts";
import { planFrom } from "./plan-file.ts";
import { stateFolder } from "./state-folder.ts";

export interface ApplyOptions extends ConnectionOptions, ReadingOptions, BeginOptions {
  readonly resubmit?: readonly State[];
}

/** Brings a brand in step with a file: a plan (`.json`), or what a plan is made from. */
export function applyFile(file: string, options: ApplyOptions): Promise<void> {
  return isPlanName(file) ? applyPlanFile(file, options) : applyDesired(file, options);
}

async function applyDesired(file: string, options: ApplyOptions): Promise<void> {
  if (file === "-" && !options.yes)
    throw new UsageError("The standard input is the file: --yes says that it is meant");
  const brand = await findBrand(options, options.rate);
  await expectIdle(stateFolder(process.env), brand.target);
  const plan = await interruptible((signal) => planFrom(file, brand, options, signal), "nothing was changed");
  await beginAndRun({ plan, brand, file, isSeen: false }, options);
}

async function applyPlanFile(file: string, options: ApplyOptions): Promise<void> {
  for (const name of ["country", "format", "resubmit"] as const) {
    if (options[name] !== undefined)
      throw new UsageError(`--${name} is for callmark plan: ${file} is a plan already`);
  }
  await expectFile(file);
  const plan = readPlan(await readFile(file, "utf8"));
  const { orgId: org, brandId: brand } = plan.target;
  const found = await findBrand({ org, brand, ...options }, options.rate);
  expectTarget(plan, found);
  await beginAndRun({ plan, brand: found, file, isSeen: true }, options);
}
