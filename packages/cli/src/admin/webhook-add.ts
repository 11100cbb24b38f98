import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { UsageError } from "../errors.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  org: string;
  url: string;
  types?: string;
  secretFile?: string;
  json?: boolean;
}

export function addWebhookAdd(webhook: Command): void {
  webhook
    .command("add")
    .description(
      "Add a webhook, if its receiver answers 400 to a wrong signature and 204 to a right one; print its secret this once",
    )
    .requiredOption("--org <id>", "the organization whose events it is told")
    .requiredOption("--url <url>", "where notifications are posted to, https")
    .option(
      "--types <types>",
      "PROCESSING_SUCCESSFUL, VALIDATION_FAILURE, PROCESSING_FAILURE, DELEGATION; some, with commas between them (default: all)",
    )
    .option(
      "--secret-file <file>",
      "the secret that the receiver has already; - for the standard input (default: a new one, and a wait for Enter until the receiver has it)",
    )
    .option("--json", "print {webhookId, orgId, url, types, environment}; with --secret-file")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin webhook add --org 1001 --url https://example.com/notifications --types PROCESSING_SUCCESSFUL,VALIDATION_FAILURE",
    )
    .action(webhookAdd);
}

async function webhookAdd({ org, url, types, secretFile, json = false }: Options): Promise<void> {
  if (json && secretFile === undefined) {
    throw new UsageError(
      "--json needs --secret-file: the receiver must have the secret before it is asked to prove it",
    );
  }
  const secret = secretFile === undefined ? undefined : await readSecret(secretFile);
  const added = await withRegistry(({ store, settings, admin }) =>
    admin.addWebhook(store, { org, url, types, secret, handOver, settings, now: Date.now() }),
  );
  const lines = [
    `Webhook ${added.webhookId} added to org ${added.orgId}`,
    "",
    `  url          ${added.url}`,
    `  types        ${added.types.join(", ")}`,
    `  environment  ${added.environment}`,
  ];
  print(added, { json, lines });
}

async function handOver(secret: string): Promise<void> {
  const lines = [
    `  secret  ${secret}`,
    "",
    "Give it to the receiver now: it cannot be shown again, and the receiver is asked to prove that it has it.",
    "Press Enter when it has.",
  ];
  print(undefined, { json: false, lines });
  const { stdin } = process;
  await Promise.race([once(stdin.resume(), "data"), once(stdin, "end")]);
  stdin.pause();
}

async function readSecret(file: string): Promise<string> {
  if (file === "-") return (await text(process.stdin)).trim();
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new UsageError(`The secret cannot be read: ${(error as Error).message}`);
  }
}
