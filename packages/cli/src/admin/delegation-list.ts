import type { Command } from "commander";
import { exampleText } from "../examples.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addDelegationList(delegation: Command): void {
  delegation
    .command("list")
    .description("List which brands are shared with whom")
    .option("--json", "print [{orgId, brandId, partnerId, created}]")
    .addHelpText("after", exampleText(["callmark admin delegation list"]))
    .action(delegationList);
}

async function delegationList({ json = false }: { json?: boolean }): Promise<void> {
  const all = await withRegistry(({ store, admin }) => admin.listDelegations(store));
  const lines = all.map(
    ({ orgId, brandId, partnerId, created }) =>
      `brand ${brandId} of org ${orgId}, with org ${partnerId} since ${new Date(created).toISOString()}`,
  );
  print(all, { json, lines: lines.length === 0 ? ["No brand is shared"] : lines });
}
