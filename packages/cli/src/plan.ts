import { type Command, InvalidArgumentError } from "commander";
import { addConnectionOptions } from "./connection.ts";
import { exampleText } from "./examples.ts";
import { addReadingOptions, isPlanName, rateOption } from "./sync/options.ts";
import type { PlanOptions } from "./sync/plan-file.ts";
import { addResubmitOption } from "./sync/resubmit.ts";

export function buildPlan(plan: Command): void {
  plan.argument(
    "<file>",
    "CSV with the columns phoneNumber and department, or NDJSON; - for the standard input",
  );
  addReadingOptions(plan);
  addResubmitOption(plan)
    .option("--delete", "count deletes among the requests")
    .addOption(rateOption())
    .option("--out <file>", "write the plan, for callmark apply, which knows it by .json", readPlanName)
    .option("--force", "replace a file that is there already")
    .option("--json", "print {target, made, remote, counts, requests, requestsPerSecond?, seconds?}");
  addConnectionOptions(plan, { reach: "brand" })
    .addHelpText("after", exampleText(EXAMPLES))
    .action(async (file: string, options: PlanOptions) => {
      const { planFile } = await import("./sync/plan-file.ts");
      await planFile(file, options);
    });
}

/** A name by which apply tells a plan from a list of numbers. */
function readPlanName(file: string): string {
  if (isPlanName(file)) return file;
  throw new InvalidArgumentError("A plan's name ends with .json: by that callmark apply knows it.");
}

const EXAMPLES = [
  "callmark plan numbers.csv",
  "callmark plan numbers.csv --country US --out plan.json",
  "callmark plan numbers.ndjson --resubmit REJECTED,FAILED --json",
];
