import type { Command } from "commander";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

export function addWebhookTest(webhook: Command): void {
  webhook
    .command("test")
    .description("Ask a webhook's receiver again whether it tells a right signature from a wrong one")
    .argument("<webhook-id>", "the webhook's id")
    .option("--json", "print {webhookId, url}")
    .addHelpText("after", "\nExample:\n  $ callmark admin webhook test 5f0c7bb1-54ab-4cf7-9d3c-0f6a1a2a8c11")
    .action(webhookTest);
}

async function webhookTest(webhookId: string, { json = false }: { json?: boolean }): Promise<void> {
  const tested = await withRegistry(({ store, settings, admin }) =>
    admin.testWebhook(store, { webhookId, settings }),
  );
  print(tested, { json, lines: [`${tested.url} passes the health check`] });
}
