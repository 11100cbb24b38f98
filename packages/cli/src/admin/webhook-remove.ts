import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addWebhookRemove(webhook: Command): void {
  webhook
    .command("remove")
    .description("Remove a webhook; what is queued for it is not sent any more")
    .argument("<webhook-id>", "the webhook's id")
    .option("--json", "print {webhookId}")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin webhook remove 5f0c7bb1-54ab-4cf7-9d3c-0f6a1a2a8c11",
    )
    .action(webhookRemove);
}

async function webhookRemove(webhookId: string, { json = false }: { json?: boolean }): Promise<void> {
  const removed = await withRegistry(({ store, admin }) => admin.removeWebhook(store, { webhookId }));
  print(removed, { json, lines: [`Webhook ${webhookId} removed`] });
}
