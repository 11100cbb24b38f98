import type { EventPosition } from "../../registry/events.ts";
import type { Delivery, WebhookOperations } from "../../registry/webhooks.ts";
import { type Deliveries, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { deliveryOf, mayHear, positionOf, statusOfNext, webhookOf } from "./webhook-rows.ts";

type Input<Name extends keyof WebhookOperations> = Parameters<WebhookOperations[Name]>[0];
type Output<Name extends keyof WebhookOperations> = ReturnType<WebhookOperations[Name]>;

export async function addWebhook(tx: Transaction, input: Input<"addWebhook">): Output<"addWebhook"> {
  const { access, webhooks } = tx.dialect.statements;
  const { orgId, types, ...rest } = input;
  if (!(await tx.get(access.findOrg, { orgId: sortKey(orgId) }))) return "noOrg";
  const unread = { transactionId: null, position: null, queued: 0, state: "active" };
  await tx.run(webhooks.add, { ...rest, ...unread, orgId: sortKey(orgId), types: JSON.stringify(types) });
  return "added";
}

export async function listWebhooks(
  tx: Transaction,
  { orgId }: Input<"listWebhooks">,
): Output<"listWebhooks"> {
  const { list, listOfOrg } = tx.dialect.statements.webhooks;
  const rows =
    orgId === undefined ? await tx.all(list, {}) : await tx.all(listOfOrg, { orgId: sortKey(orgId) });
  return rows.map(webhookOf);
}

export async function findWebhook(
  tx: Transaction,
  { webhookId }: Input<"findWebhook">,
): Output<"findWebhook"> {
  const row = await tx.get(tx.dialect.statements.webhooks.find, { webhookId });
  return row && webhookOf(row);
}

export async function removeWebhook(
  tx: Transaction,
  { webhookId }: Input<"removeWebhook">,
): Output<"removeWebhook"> {
  const removed = await tx.run(tx.dialect.statements.webhooks.remove, { webhookId });
  return removed === 0 ? "noWebhook" : "removed";
}

export async function resealWebhook(tx: Transaction, input: Input<"resealWebhook">): Output<"resealWebhook"> {
  return (await tx.run(tx.dialect.statements.webhooks.reseal, input)) > 0;
}

export async function queueDeliveries(
  tx: Transaction,
  { webhookId, from, to, events, now }: Input<"queueDeliveries">,
): Output<"queueDeliveries"> {
  const { webhooks } = tx.dialect.statements;
  const held = await tx.get(webhooks.holdToQueue, { webhookId });
  if (held === undefined || !isSame(positionOf(held), from)) return undefined;
  let sequence = held.queued;
  for (const { id: eventId, resourceId, notification: body } of events) {
    if ((await tx.get(webhooks.findDelivery, { webhookId, eventId })) !== undefined) continue;
    sequence += 1;
    const status = await statusOfNext(tx, webhookId, resourceId);
    const delivery = { webhookId, eventId, resourceId, body, sequence, status, now, attempts: 0 };
    await tx.run(webhooks.addDelivery, delivery);
  }
  await tx.run(webhooks.move, { webhookId, ...to, queued: sequence });
  return { queued: sequence - held.queued };
}

export async function findDueWebhooks(
  tx: Transaction,
  { now }: Input<"findDueWebhooks">,
): Output<"findDueWebhooks"> {
  return (await tx.all(tx.dialect.statements.webhooks.findDueWebhooks, { now })).map(({ id }) => id);
}

export async function claimDeliveries(
  tx: Transaction,
  { webhookId, now, leaseUntil, worker, atMost }: Input<"claimDeliveries">,
): Output<"claimDeliveries"> {
  const { find, findDue, lease } = tx.dialect.statements.webhooks;
  const webhook = await tx.get(find, { webhookId });
  if (webhook === undefined) return [];
  const claimed: Delivery[] = [];
  const shared = new Map<string, boolean>();
  for (const row of await tx.all(findDue, { webhookId, now, atMost })) {
    const eventId = row.event_id;
    await tx.run(lease, { webhookId, eventId, leaseUntil, worker });
    if (await mayHear(tx, webhook.org_id, row.body, shared))
      claimed.push({ ...deliveryOf(row), due: leaseUntil });
    else {
      const attempt = { at: now, error: "The brand is no longer shared" };
      await recordAttempt(tx, { webhookId, eventId, worker, attempt, after: { status: "given_up" } });
    }
  }
  return claimed;
}

export async function recordAttempt(
  tx: Transaction,
  { webhookId, eventId, worker, attempt, after }: Input<"recordAttempt">,
): Output<"recordAttempt"> {
  const { webhooks } = tx.dialect.statements;
  // The next one of the resource may be queued at this moment; it must not wait for one that has ended.
  if (after.status !== "pending") await tx.get(webhooks.holdToEnd, { webhookId });
  const recorded = await tx.run(webhooks.recordAttempt, {
    webhookId,
    eventId,
    worker,
    one: 1,
    at: attempt.at,
    answerStatus: attempt.status ?? null,
    error: attempt.error ?? null,
    answer: attempt.answer ?? null,
    status: after.status,
    due: after.status === "pending" ? after.due : attempt.at,
  });
  if (recorded === 0) return false;
  if (after.status !== "pending") await releaseNext(tx, webhookId, eventId, attempt.at);
  return true;
}

export async function listDeliveries(
  tx: Transaction,
  { webhookId, status, atMost }: Input<"listDeliveries">,
): Output<"listDeliveries"> {
  const { listDeliveries: all, listDeliveriesIn } = tx.dialect.statements.webhooks;
  const rows =
    status === undefined
      ? await tx.all(all, { webhookId, atMost })
      : await tx.all(listDeliveriesIn, { webhookId, status, atMost });
  return rows.map(deliveryOf);
}

export async function replayDeliveries(
  tx: Transaction,
  { webhookId, which, now, atMost }: Input<"replayDeliveries">,
): Output<"replayDeliveries"> {
  const { webhooks } = tx.dialect.statements;
  if ((await tx.get(webhooks.holdToQueue, { webhookId })) === undefined) return { replayed: 0 };
  const rows =
    which === "given_up"
      ? await tx.all(webhooks.findGivenUp, { webhookId, atMost })
      : await tx.all(webhooks.findEnded, { webhookId, eventId: which.eventId, atMost });
  let replayed = 0;
  for (const { event_id: eventId, resource_id: resourceId } of rows) {
    const status = await statusOfNext(tx, webhookId, resourceId);
    replayed += await tx.run(webhooks.replay, { webhookId, eventId, status, now, attempts: 0 });
  }
  return { replayed };
}

export async function purgeDeliveries(
  tx: Transaction,
  { before, atMost }: Input<"purgeDeliveries">,
): Output<"purgeDeliveries"> {
  const { webhooks } = tx.dialect.statements;
  const found = await tx.all(webhooks.findPurgeable, { before, atMost });
  const removed = await tx.all(webhooks.findRemoved, {});
  for (const { id } of removed) {
    if (found.length < atMost) {
      found.push(...(await tx.all(webhooks.findAny, { webhookId: id, atMost: atMost - found.length })));
    }
  }
  let purged = 0;
  // In the order of the keys, so that two nodes take their locks in one order.
  for (const row of found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    purged += await tx.run(webhooks.purgeDelivery, { webhookId: row.webhook_id, eventId: row.event_id });
  }
  for (const { id } of removed) await tx.run(webhooks.purgeWebhook, { webhookId: id });
  return { purged };
}

async function releaseNext(tx: Transaction, webhookId: string, ended: string, now: number): Promise<void> {
  const { webhooks } = tx.dialect.statements;
  const resourceId = (await tx.get(webhooks.findDelivery, { webhookId, eventId: ended }))?.resource_id;
  if (resourceId === undefined) return;
  const next = await tx.get(webhooks.firstOpen, { webhookId, resourceId, one: 1 });
  if (next?.status === "waiting") await tx.run(webhooks.release, { webhookId, eventId: next.event_id, now });
}

function isSame(a: EventPosition | undefined, b: EventPosition | undefined): boolean {
  return a?.transactionId === b?.transactionId && a?.position === b?.position;
}

function keyOf(row: Pick<Deliveries, "webhook_id" | "event_id">): string {
  return `${row.webhook_id}/${row.event_id}`;
}
