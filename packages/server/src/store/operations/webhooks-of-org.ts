import type { HeardDelivery, WebhookOperations } from "../../registry/webhooks.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { accessMoved } from "./admit.ts";
import { LAST, pageOf } from "./page.ts";
import { deliveryOf, mayHear, statusOfNext, webhookOf } from "./webhook-rows.ts";

type Input<Name extends keyof WebhookOperations> = Parameters<WebhookOperations[Name]>[0];
type Output<Name extends keyof WebhookOperations> = ReturnType<WebhookOperations[Name]>;

export async function pageWebhooks(tx: Transaction, input: Input<"pageWebhooks">): Output<"pageWebhooks"> {
  const { orgId, accessRevision, limit, after } = input;
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  const rows = await tx.all(tx.dialect.statements.webhooks.pageOfOrg, {
    orgId: sortKey(orgId),
    afterCreated: after?.created ?? -1,
    afterId: after?.id ?? "",
    limit: limit + 1,
  });
  const { page, more } = pageOf(rows, limit, ({ created, id }) => ({ created, id }));
  return { outcome: "webhooks", webhooks: page.map(webhookOf), ...(more && { more }) };
}

export async function pageDeliveries(
  tx: Transaction,
  input: Input<"pageDeliveries">,
): Output<"pageDeliveries"> {
  const { webhookId, accessRevision, limit, after } = input;
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  if (!(await isOfOrg(tx, input))) return { outcome: "missing" };
  const before = after === undefined ? LAST : Number(after.id);
  const statement = tx.dialect.statements.webhooks.pageDeliveries;
  const rows = await tx.all(statement, { webhookId, before, atMost: limit + 1 });
  const { page, more } = pageOf(rows, limit, ({ queued, sequence }) => {
    return { created: queued, id: String(sequence) };
  });
  const deliveries: HeardDelivery[] = [];
  const shared = new Map<string, boolean>();
  for (const row of page) {
    const { body, ...rest } = deliveryOf(row);
    deliveries.push((await mayHear(tx, sortKey(input.orgId), body, shared)) ? { ...rest, body } : rest);
  }
  return { outcome: "deliveries", deliveries, ...(more && { more }) };
}

export async function replayDelivery(
  tx: Transaction,
  input: Input<"replayDelivery">,
): Output<"replayDelivery"> {
  const { webhookId, eventId, accessRevision, now } = input;
  const { webhooks } = tx.dialect.statements;
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  // Another org's webhook is not so much as held.
  if (!(await isOfOrg(tx, input))) return { outcome: "missing" };
  // Held, so that nobody ends or queues a delivery of the same resource meanwhile.
  if ((await tx.get(webhooks.holdToQueue, { webhookId })) === undefined) return { outcome: "missing" };
  const delivery = await tx.get(webhooks.findDelivery, { webhookId, eventId });
  if (delivery === undefined) return { outcome: "noDelivery" };
  const status = await statusOfNext(tx, webhookId, delivery.resource_id);
  // It changes only what has come to its end.
  await tx.run(webhooks.replay, { webhookId, eventId, status, now, attempts: 0 });
  return { outcome: "queued" };
}

/** Is it a webhook of this org? */
async function isOfOrg(
  tx: Transaction,
  { orgId, webhookId }: { readonly orgId: string; readonly webhookId: string },
): Promise<boolean> {
  const row = await tx.get(tx.dialect.statements.webhooks.find, { webhookId });
  return row?.org_id === sortKey(orgId);
}
