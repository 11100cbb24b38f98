import type { Command } from "commander";
import { print, table } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addWebhookList(webhook: Command): void {
  webhook
    .command("list")
    .description("List the webhooks")
    .option("--org <id>", "those of one organization (default: of all)")
    .option("--json", "print {webhooks: [{webhookId, orgId, url, types, environment, createdDate}]}")
    .addHelpText("after", "\nExample:\n  $ callmark admin webhook list --org 1001")
    .action(webhookList);
}

async function webhookList({ org, json = false }: { org?: string; json?: boolean }): Promise<void> {
  const webhooks = await withRegistry(({ store, admin }) => admin.listWebhooks(store, { org }));
  const rows = webhooks.map(({ webhookId, orgId, url, types, environment, createdDate }) => {
    return [webhookId, orgId, url, types.join(","), environment, createdDate];
  });
  const lines =
    rows.length === 0
      ? ["There are no webhooks"]
      : table(["WEBHOOK", "ORG", "URL", "TYPES", "ENVIRONMENT", "CREATED"], rows);
  print({ webhooks }, { json, lines });
}
