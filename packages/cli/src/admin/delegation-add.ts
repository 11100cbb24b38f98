import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  readonly brand: string;
  readonly to: string;
  readonly json?: boolean;
}

export function addDelegationAdd(delegation: Command): void {
  delegation
    .command("add")
    .description("Share a brand with a partner, which then works on it under the owner's org")
    .requiredOption("--brand <id>", "the brand's id")
    .requiredOption("--to <org>", "the partner's org")
    .option("--json", "print {brandId, partnerId}")
    .addHelpText("after", "\nExample:\n  $ callmark admin delegation add --brand 2001 --to 1002")
    .action(delegationAdd);
}

async function delegationAdd({ json = false, ...options }: Options): Promise<void> {
  const input = { ...options, now: Date.now() };
  const added = await withRegistry(({ store, admin }) => admin.addDelegation(store, input));
  print(added, { json, lines: [`Brand ${added.brandId} is shared with org ${added.partnerId}`] });
}
