import type { Command } from "commander";
import { exampleText } from "./examples.ts";

interface Options {
  readonly json?: boolean;
  readonly yes?: boolean;
}

export function buildApplies(applies: Command): void {
  applies
    .command("list")
    .alias("ls")
    .description("List the applies that are not finished, the newest first")
    .option("--json", "print {applies: [{id, file, target, done, found, refused, failed, left, running}]}")
    .addHelpText("after", exampleText(["callmark applies list"]))
    .action(async ({ json = false }: Options) => {
      const { listApplies } = await import("./sync/list-applies.ts");
      await listApplies({ json });
    });
  applies
    .command("remove")
    .alias("rm")
    .description("Forget an apply that is not finished; what it has done stays as it is")
    .argument("<apply>", "its id")
    .option("--yes", "do not ask first")
    .option("--json", "print {id, file, target, done, found, refused, failed, left, underWay, rejected}")
    .addHelpText("after", exampleText(["callmark applies remove 20261127-093000-1a2b3c"]) + NOTE)
    .action(async (id: string, options: Options) => {
      const { removeUnfinished } = await import("./sync/remove-apply.ts");
      await removeUnfinished(id, options);
    });
}

const NOTE = `

It says what was done and what was not, and writes the rows that were refused where the apply would have. One that
is running is not forgotten.`;
