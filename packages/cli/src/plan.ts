import type { State } from "@callmark/client";
import { makePlan, type Plan, writePlan } from "@callmark/sync";
import type { Command } from "commander";
import { expectFree, writeWhole } from "./atomic-file.ts";
import { addConnectionOptions, type ConnectionOptions } from "./connection.ts";
import { exampleText } from "./examples.ts";
import { interruptible } from "./interrupt.ts";
import { print } from "./output.ts";
import { type Brand, findBrand, pagesOf } from "./sync/brand.ts";
import { addReadingOptions, type ReadingOptions, readDesiredFile } from "./sync/desired-file.ts";
import { rateOption } from "./sync/options.ts";
import { addResubmitOption } from "./sync/resubmit.ts";
import { keepHeapSmall } from "./sync/small-heap.ts";
import { summaryLines, summaryOf } from "./sync/summary.ts";

interface Options extends ConnectionOptions, ReadingOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly resubmit?: readonly State[];
  readonly delete?: boolean;
  readonly rate?: number;
  readonly json?: boolean;
}

export function buildPlan(plan: Command): void {
  plan.argument(
    "<file>",
    "CSV with the columns phoneNumber and department, or NDJSON; - for the standard input",
  );
  addReadingOptions(plan);
  addResubmitOption(plan)
    .option("--delete", "count deletes among the requests")
    .addOption(rateOption())
    .option("--out <file>", "write the plan, for callmark apply")
    .option("--force", "replace a file that is there already")
    .option("--json", "print {target, made, remote, counts, requests, requestsPerSecond?, seconds?}");
  addConnectionOptions(plan, { reach: "brand" }).addHelpText("after", exampleText(EXAMPLES)).action(planFile);
}

const EXAMPLES = [
  "callmark plan numbers.csv",
  "callmark plan numbers.csv --country US --out plan.json",
  "callmark plan numbers.ndjson --resubmit REJECTED,FAILED --json",
];

async function planFile(file: string, options: Options): Promise<void> {
  const { out, force = false, json = false } = options;
  if (out !== undefined) await expectFree(out, { force });
  const brand = await findBrand(options, options.rate);
  const plan = await interruptible(async (signal) => {
    const made = await planFrom(file, brand, options, signal);
    if (out !== undefined) await writeWhole(out, writePlan(made), { force });
    return made;
  }, "there is no plan");
  const extent = { deletes: options.delete ?? false, requestsPerSecond: brand.requestsPerSecond };
  const written = out === undefined ? [] : [`The plan is in ${out}: callmark apply ${out} does it`];
  print(summaryOf(plan, extent), { json, lines: [...summaryLines(plan, extent), ...written] });
}

/** Reads what a file asks for, and compares it with what the brand has. */
export async function planFrom(
  file: string,
  brand: Brand,
  { resubmit, json = false, ...reading }: ReadingOptions & Pick<Options, "resubmit" | "json">,
  signal: AbortSignal,
): Promise<Plan> {
  keepHeapSmall();
  const desired = await readDesiredFile(file, reading, { json, signal });
  return makePlan({
    target: brand.target,
    desired,
    remote: pagesOf(brand, { signal, quiet: json }),
    now: new Date(),
    ...(resubmit !== undefined && { resubmit }),
  });
}
