import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  event?: string;
  givenUp?: boolean;
  json?: boolean;
}

export function addWebhookReplay(webhook: Command): void {
  webhook
    .command("replay")
    .description("Send again what was delivered already, or was given up")
    .argument("<webhook-id>", "the webhook's id")
    .option("--event <id>", "one event, by its id")
    .option("--given-up", "all that were given up")
    .option("--json", "print {replayed}")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin webhook replay 5f0c7bb1-54ab-4cf7-9d3c-0f6a1a2a8c11 --given-up",
    )
    .action(webhookReplay);
}

async function webhookReplay(
  webhookId: string,
  { event: eventId, givenUp = false, json = false }: Options,
): Promise<void> {
  if (givenUp === (eventId !== undefined)) {
    throw new UsageError("Name one event with --event, or give --given-up for all that were given up");
  }
  const outcome = await withRegistry(({ store, admin }) =>
    admin.replayDeliveries(store, { webhookId, eventId, now: Date.now() }),
  );
  print(outcome, { json, lines: [`Queued again: ${outcome.replayed}`] });
}
