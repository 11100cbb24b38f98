import { type Command, InvalidArgumentError } from "commander";
import { print, table } from "../output.ts";
import { withRegistry } from "./registry.ts";

const LISTED = 50;
const LISTED_MAXIMUM = 1_000;

interface Options {
  status?: string;
  limit: number;
  json?: boolean;
}

export function addWebhookDeliveries(webhook: Command): void {
  webhook
    .command("deliveries")
    .description("List what a webhook was told, and what it is still to be told, newest first")
    .argument("<webhook-id>", "the webhook's id")
    .option("--status <status>", "waiting, pending, delivered or given_up (default: all)")
    .option("--limit <n>", `how many, up to ${LISTED_MAXIMUM}`, limit, LISTED)
    .option(
      "--json",
      "print {deliveries: [{eventId, status, attempts, queuedDate, dueDate, lastAttempt, body}]}, the answer's body in lastAttempt",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin webhook deliveries 5f0c7bb1-54ab-4cf7-9d3c-0f6a1a2a8c11 --status given_up",
    )
    .action(webhookDeliveries);
}

async function webhookDeliveries(webhookId: string, options: Options): Promise<void> {
  const { status, limit: atMost, json = false } = options;
  const deliveries = await withRegistry(({ store, admin }) =>
    admin.listDeliveries(store, { webhookId, status, atMost }),
  );
  const rows = deliveries.map((delivery) => {
    const { eventId, attempts, queuedDate, dueDate = "", lastAttempt } = delivery;
    const last = lastAttempt?.error ?? String(lastAttempt?.status ?? "");
    return [eventId, delivery.status, String(attempts), queuedDate, dueDate, last];
  });
  const lines =
    rows.length === 0
      ? ["There are no deliveries"]
      : table(["EVENT", "STATUS", "ATTEMPTS", "QUEUED", "DUE", "LAST ANSWER"], rows);
  print({ deliveries }, { json, lines });
}

function limit(text: string): number {
  const number = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= LISTED_MAXIMUM) return number;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${LISTED_MAXIMUM}.`);
}
