import { randomUUID } from "node:crypto";
import type { Delivery as PrintedDelivery } from "@callmark/contract";
import { rootKeysOf } from "../access/keys.ts";
import type { Seal } from "../access/sealed.ts";
import { newSecret } from "../access/secrets.ts";
import { printInstant } from "../registry/instant.ts";
import { printDelivery } from "../registry/print-webhook.ts";
import type { Store } from "../registry/store.ts";
import { DELIVERY_STATUSES, WEBHOOK_TYPES, type Webhook, type WebhookType } from "../registry/webhooks.ts";
import type { Settings } from "../settings.ts";
import { healthFault } from "../webhooks/health-check.ts";
import { Sender } from "../webhooks/send.ts";
import { webhookSeal } from "../webhooks/start.ts";
import { TargetRefused, targetOf } from "../webhooks/target.ts";
import { AdminError, checkedId } from "./error.ts";
import { noOrg } from "./orgs.ts";

/** A secret that somebody else has drawn: long enough not to be guessed, and of characters that any program can hold. */
const SECRET = /^[\x21-\x7e]{32,256}$/;
/** How many deliveries are queued again in one transaction. */
const REPLAYED_AT_ONCE = 500;

export interface AddedWebhook {
  readonly webhookId: string;
  readonly orgId: string;
  readonly url: string;
  readonly types: readonly WebhookType[];
  readonly environment: string;
}

export interface AddWebhook {
  readonly org: string;
  readonly url: string;
  /** With commas between them; `undefined` for all. */
  readonly types: string | undefined;
  /** The secret that the receiver has already; `undefined` where one is drawn. */
  readonly secret: string | undefined;
  /**
   * Shows a secret that was drawn, this once, and ends when the receiver has it; the health check comes then.
   */
  readonly handOver: (secret: string) => Promise<void>;
  readonly settings: Settings;
  readonly now: number;
}

/** Adds a webhook whose receiver checks signatures; throws `AdminError` where it does not, and adds nothing. */
export async function addWebhook(
  store: Pick<Store, "addWebhook" | "rootKey">,
  { org, url, secret: given, handOver, settings, now, ...input }: AddWebhook,
): Promise<AddedWebhook> {
  const orgId = checkedId("Org", org);
  const types = checkedTypes(input.types);
  checkTarget(url, settings);
  if (given !== undefined && !SECRET.test(given)) {
    throw new AdminError("usage", "The secret must be 32 to 256 visible ASCII characters, without blanks");
  }
  const secret = given ?? newSecret();
  if (given === undefined) await handOver(secret);
  await checkHealth({ url, secret, settings }, "It was not added");
  const webhookId = randomUUID();
  const seal = await sealOf(store, settings);
  const environment = settings.CALLMARK_WEBHOOK_ENVIRONMENT;
  const sealedSecret = seal.seal(secret, webhookId);
  const webhook = { id: webhookId, orgId, url, types, sealedSecret, environment, created: now };
  if ((await store.addWebhook(webhook)) === "noOrg") throw noOrg(orgId);
  return { webhookId, orgId, url, types, environment };
}

export interface ListedWebhook extends AddedWebhook {
  /** RFC 3339, UTC. */
  readonly createdDate: string;
}

/** The webhooks of one organization, or of all. */
export async function listWebhooks(
  store: Pick<Store, "listWebhooks">,
  { org }: { readonly org: string | undefined },
): Promise<ListedWebhook[]> {
  const webhooks = await store.listWebhooks(org === undefined ? {} : { orgId: checkedId("Org", org) });
  return webhooks.map(({ id, orgId, url, types, environment, created }) => {
    return { webhookId: id, orgId, url, types, environment, createdDate: printInstant(created) };
  });
}

/** Removes a webhook; what is queued for it is sent no more. */
export async function removeWebhook(
  store: Pick<Store, "removeWebhook">,
  { webhookId }: { readonly webhookId: string },
): Promise<{ readonly webhookId: string }> {
  if ((await store.removeWebhook({ webhookId })) === "noWebhook") throw noWebhook(webhookId);
  return { webhookId };
}

/** What a webhook was told, and what is still to be told, newest first. */
export async function listDeliveries(
  store: Pick<Store, "findWebhook" | "listDeliveries">,
  input: { readonly webhookId: string; readonly status: string | undefined; readonly atMost: number },
): Promise<PrintedDelivery[]> {
  const { webhookId, atMost } = input;
  const status = DELIVERY_STATUSES.find((one) => one === input.status);
  if (input.status !== undefined && status === undefined) {
    const expected = DELIVERY_STATUSES.join(", ");
    throw new AdminError("usage", `'${input.status}' is not a status of a delivery: expected ${expected}`);
  }
  await found(store, webhookId);
  const deliveries = await store.listDeliveries({ webhookId, atMost, ...(status && { status }) });
  return deliveries.map(printDelivery);
}

/** Queues again one delivery that has ended, or all that were given up. */
export async function replayDeliveries(
  store: Pick<Store, "findWebhook" | "replayDeliveries">,
  input: { readonly webhookId: string; readonly eventId: string | undefined; readonly now: number },
): Promise<{ readonly replayed: number }> {
  const { webhookId, eventId, now } = input;
  await found(store, webhookId);
  const replay = (which: { readonly eventId: string } | "given_up") =>
    store.replayDeliveries({ webhookId, which, now, atMost: REPLAYED_AT_ONCE });
  if (eventId !== undefined) {
    const outcome = await replay({ eventId });
    if (outcome.replayed > 0) return outcome;
    throw new AdminError("failed", `Webhook ${webhookId} has no delivery ${eventId} that has ended`);
  }
  let all = 0;
  for (;;) {
    const { replayed } = await replay("given_up");
    all += replayed;
    if (replayed < REPLAYED_AT_ONCE) return { replayed: all };
  }
}

/** Does the health check of a webhook again; throws `AdminError` where its receiver does not pass. */
export async function testWebhook(
  store: Pick<Store, "findWebhook" | "rootKey">,
  { webhookId, settings }: { readonly webhookId: string; readonly settings: Settings },
): Promise<{ readonly webhookId: string; readonly url: string }> {
  const { url, sealedSecret } = await found(store, webhookId);
  const { secret } = (await sealOf(store, settings)).open(sealedSecret, webhookId);
  await checkHealth({ url, secret, settings });
  return { webhookId, url };
}

function checkedTypes(text: string | undefined): readonly WebhookType[] {
  if (text === undefined) return WEBHOOK_TYPES;
  const names = new Set(text.split(",").map((name) => name.trim()));
  const unknown = [...names].filter((name) => !WEBHOOK_TYPES.some((type) => type === name));
  if (unknown.length > 0) {
    throw new AdminError(
      "usage",
      `'${unknown.join(", ")}' is not a type: expected one or more of ${WEBHOOK_TYPES.join(", ")}`,
    );
  }
  return WEBHOOK_TYPES.filter((type) => names.has(type));
}

function checkTarget(url: string, settings: Settings): void {
  try {
    targetOf(url, { allowPrivate: settings.CALLMARK_WEBHOOK_ALLOW_PRIVATE });
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    throw new AdminError("usage", `The URL is refused: ${error.message}`);
  }
}

async function checkHealth(
  target: { readonly url: string; readonly secret: string; readonly settings: Settings },
  otherwise?: string,
): Promise<void> {
  const { url, secret, settings } = target;
  using sender = new Sender({ allowPrivate: settings.CALLMARK_WEBHOOK_ALLOW_PRIVATE });
  const send: Parameters<typeof healthFault>[0]["send"] = (message) => sender.send(message);
  const fault = await healthFault({ url, secret, clock: Date.now, send });
  if (fault === undefined) return;
  const message = `${url} does not pass the health check: ${fault}`;
  throw new AdminError("failed", otherwise === undefined ? message : `${message}. ${otherwise}`);
}

async function sealOf(store: Pick<Store, "rootKey">, settings: Settings): Promise<Seal> {
  return webhookSeal(await rootKeysOf(settings, store));
}

async function found(store: Pick<Store, "findWebhook">, webhookId: string): Promise<Webhook> {
  const webhook = await store.findWebhook({ webhookId });
  if (webhook === undefined) throw noWebhook(webhookId);
  return webhook;
}

function noWebhook(webhookId: string): AdminError {
  return new AdminError("failed", `There is no webhook ${webhookId}`);
}
