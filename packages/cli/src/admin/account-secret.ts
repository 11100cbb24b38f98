import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addAccountSecret(account: Command): void {
  account
    .command("secret")
    .description(
      "Give a service account a new secret, and print it this once; the former one and its tokens end",
    )
    .argument("<client-id>", "the account's client_id")
    .option("--json", "print {clientId, clientSecret}")
    .addHelpText("after", "\nExample:\n  $ callmark admin account secret sa-0f1e2d3c4b5a6978")
    .action(accountSecret);
}

async function accountSecret(clientId: string, { json = false }: { json?: boolean }): Promise<void> {
  const replaced = await withRegistry(({ store, admin }) => admin.replaceSecret(store, { clientId }));
  const lines = [
    `Account ${clientId} has a new secret`,
    "",
    `  client_id      ${replaced.clientId}`,
    `  client_secret  ${replaced.clientSecret}`,
    "",
    "Keep the secret now: the registry stores its hash alone and cannot show it again.",
  ];
  print(replaced, { json, lines });
}
