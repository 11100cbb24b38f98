import type { Command } from "commander";
import { print, table } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addAccountList(account: Command): void {
  account
    .command("list")
    .description("List the service accounts")
    .option("--org <id>", "those of one organization (default: of all)")
    .option("--json", "print {accounts: [{clientId, orgId, permission, demo, createdDate}]}")
    .addHelpText("after", "\nExample:\n  $ callmark admin account list --org 1001")
    .action(accountList);
}

async function accountList({ org, json = false }: { org?: string; json?: boolean }): Promise<void> {
  const accounts = await withRegistry(({ store, admin }) => admin.listAccounts(store, { org }));
  const rows = accounts.map(({ clientId, orgId, permission, demo, createdDate }) => {
    return [clientId, orgId, permission, demo ? "demo" : "", createdDate];
  });
  const lines =
    rows.length === 0
      ? ["There are no accounts"]
      : table(["CLIENT_ID", "ORG", "PERMISSION", "", "CREATED"], rows);
  print({ accounts }, { json, lines });
}
