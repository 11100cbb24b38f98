import type { Command } from "commander";
import { exampleText } from "./examples.ts";
import type { CopyOptions } from "./sync/copy-brand.ts";
import { addDeleteOptions, addPaceOptions, rejectedOption } from "./sync/options.ts";
import { readId } from "./values.ts";

export function buildCopy(copy: Command): void {
  copy
    .requiredOption("--from <profile>", "the profile whose brand is copied")
    .requiredOption("--to <profile>", "the profile whose brand becomes the same")
    .option("--brand <id>", "the brand on both servers (default: each profile's own)", readId)
    .option("--from-brand <id>", "the brand that is copied", readId)
    .option("--to-brand <id>", "the brand that becomes the same", readId);
  addDeleteOptions(copy, "the other").option("--yes", "do not ask first");
  addPaceOptions(copy)
    .addOption(rejectedOption())
    .option(
      "--json",
      "print {id, target, done: {create, update, delete}, found, refused, failed, seconds, rejected}",
    )
    .addHelpText(
      "after",
      exampleText([
        "callmark copy --from staging --to live",
        "callmark copy --from live --to demo --to-brand 2001 --delete --yes",
      ]),
    )
    .action(async (options: CopyOptions) => {
      const { copyBrand } = await import("./sync/copy-brand.ts");
      await copyBrand(options);
    });
}
