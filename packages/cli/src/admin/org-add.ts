import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addOrgAdd(org: Command): void {
  org
    .command("add")
    .description("Add an organization")
    .option("--id <id>", "its id, up to 20 digits (default: a new one)")
    .option("--json", "print {orgId}")
    .addHelpText("after", "\nExample:\n  $ callmark admin org add --id 1001")
    .action(orgAdd);
}

async function orgAdd({ id, json = false }: { id?: string; json?: boolean }): Promise<void> {
  const added = await withRegistry(({ store, admin }) => admin.addOrg(store, { id, now: Date.now() }));
  print(added, { json, lines: [`Org ${added.orgId} added`] });
}
