import { type Command, Option } from "commander";
import { addConnectionOptions } from "./connection.ts";
import { exampleText } from "./examples.ts";
import type { ExportOptions } from "./sync/export-brand.ts";
import { rateOption } from "./sync/options.ts";

export function buildExport(command: Command): void {
  const format = new Option("--format <format>", "its form (default: by the file's name, otherwise csv)");
  command
    .argument("<file>", "where they go; - for the standard output")
    .addOption(format.choices(["csv", "ndjson"]))
    .option("--where <ql>", "those that a filter (RSQL) picks")
    .option("--excel", "write cells so that a spreadsheet neither runs them nor makes figures of numbers")
    .addOption(rateOption())
    .option("--force", "replace a file that is there already")
    .option("--json", "print {file, callerIds}; on the error stream where the file is the standard output");
  addConnectionOptions(command, { reach: "brand" })
    .addHelpText("after", exampleText(EXAMPLES))
    .action(async (file: string, options: ExportOptions) => {
      const { exportBrand } = await import("./sync/export-brand.ts");
      await exportBrand(file, options);
    });
}

const EXAMPLES = [
  "callmark export numbers.csv",
  "callmark export published.ndjson --where 'state==PUBLISHED'",
  "callmark export numbers.csv --excel --force",
];
