import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addBrandAdd(brand: Command): void {
  brand
    .command("add")
    .description("Add a brand to an organization")
    .requiredOption("--org <id>", "the organization's id")
    .option("--id <id>", "the brand's id, up to 20 digits (default: a new one)")
    .option("--json", "print {orgId, brandId}")
    .addHelpText("after", "\nExample:\n  $ callmark admin brand add --org 1001 --id 2001")
    .action(brandAdd);
}

async function brandAdd({
  org,
  id,
  json = false,
}: {
  org: string;
  id?: string;
  json?: boolean;
}): Promise<void> {
  const now = Date.now();
  const added = await withRegistry(({ store, admin }) => admin.addBrand(store, { org, id, now }));
  print(added, { json, lines: [`Brand ${added.brandId} added to org ${added.orgId}`] });
}
