import type { Command } from "commander";
import { exampleText } from "../examples.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  readonly brand: string;
  readonly to: string;
  readonly json?: boolean;
}

export function addDelegationRemove(delegation: Command): void {
  delegation
    .command("remove")
    .description("Share a brand no longer: the partner's very next request finds it gone")
    .requiredOption("--brand <id>", "the brand's id")
    .requiredOption("--to <org>", "the partner's org")
    .option("--json", "print {brandId, partnerId}")
    .addHelpText("after", exampleText(["callmark admin delegation remove --brand 2001 --to 1002"]))
    .action(delegationRemove);
}

async function delegationRemove({ json = false, ...options }: Options): Promise<void> {
  const input = { ...options, now: Date.now() };
  const removed = await withRegistry(({ store, admin }) => admin.removeDelegation(store, input));
  print(removed, {
    json,
    lines: [`Brand ${removed.brandId} is no longer shared with org ${removed.partnerId}`],
  });
}
