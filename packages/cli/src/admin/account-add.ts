import { type Command, Option } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  org?: string;
  permission: "read-write" | "read-only" | "reviewer" | "look-up";
  clientId?: string;
  json?: boolean;
}

export function addAccountAdd(account: Command): void {
  account
    .command("add")
    .description("Add a service account, and print its secret this once")
    .option("--org <id>", "the organization that it acts for; reviewer and look-up act for none")
    .addOption(
      new Option("--permission <permission>", "what it may do")
        .choices(["read-write", "read-only", "reviewer", "look-up"])
        .makeOptionMandatory(),
    )
    .option("--client-id <id>", "its client_id (default: a new one)")
    .option("--json", "print {clientId, clientSecret, orgId, permission}")
    .addHelpText("after", "\nExample:\n  $ callmark admin account add --org 1001 --permission read-only")
    .action(accountAdd);
}

async function accountAdd({ org, permission, clientId, json = false }: Options): Promise<void> {
  const now = Date.now();
  const added = await withRegistry(({ store, admin }) =>
    admin.addAccount(store, { org, permission, clientId, now }),
  );
  const lines = [
    added.orgId === ""
      ? `Account added, ${added.permission}: it acts for no org`
      : `Account added to org ${added.orgId}, ${added.permission}`,
    "",
    `  client_id      ${added.clientId}`,
    `  client_secret  ${added.clientSecret}`,
    "",
    "Keep the secret now: the registry stores its hash alone and cannot show it again.",
  ];
  print(added, { json, lines });
}
