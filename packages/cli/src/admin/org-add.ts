import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addOrgAdd(org: Command): void {
  org
    .command("add")
    .description("Add an organization")
    .option("--id <id>", "its id, up to 20 digits (default: a new one)")
    .option("--name <name>", "its legal name, which partners are shown")
    .option("--json", "print {orgId}")
    .addHelpText("after", "\nExample:\n  $ callmark admin org add --id 1001")
    .action(orgAdd);
}

async function orgAdd({
  id,
  name,
  json = false,
}: {
  id?: string;
  name?: string;
  json?: boolean;
}): Promise<void> {
  const org = { id, now: Date.now(), ...(name !== undefined && { name }) };
  const added = await withRegistry(({ store, admin }) => admin.addOrg(store, org));
  print(added, { json, lines: [`Org ${added.orgId} added`] });
}
