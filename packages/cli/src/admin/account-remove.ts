import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addAccountRemove(account: Command): void {
  account
    .command("remove")
    .description("Remove a service account with its tokens, or all that the demo made")
    .argument("[client-id]", "the account's client_id")
    .option("--demo", "remove the demo's accounts")
    .option("--json", "print {removed}")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin account remove sa-0f1e2d3c4b5a6978\n  $ callmark admin account remove --demo",
    )
    .action(accountRemove);
}

async function accountRemove(
  clientId: string | undefined,
  { demo = false, json = false }: { demo?: boolean; json?: boolean },
): Promise<void> {
  if (demo === (clientId !== undefined)) {
    throw new UsageError("Name one account by its client_id, or give --demo for all that the demo made");
  }
  const outcome = await withRegistry(({ store, admin }) =>
    clientId === undefined ? admin.removeDemoAccounts(store) : admin.removeAccount(store, { clientId }),
  );
  const what =
    clientId === undefined ? `Demo accounts removed: ${outcome.removed}` : `Account ${clientId} removed`;
  print(outcome, { json, lines: [what] });
}
