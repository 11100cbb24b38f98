import type { EventPosition } from "../../registry/events.ts";
import type { Delivery, Webhook, WebhookType } from "../../registry/webhooks.ts";
import { type Deliveries, idOf, sortKey, type Webhooks } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

/** Up to where a webhook's deliveries have been queued. */
export function positionOf(row: Pick<Webhooks, "transaction_id" | "position">): EventPosition | undefined {
  const { transaction_id: transactionId, position } = row;
  return transactionId === null || position === null ? undefined : { transactionId, position };
}

/** The webhook of a row. */
export function webhookOf(row: Omit<Webhooks, "queued" | "state">): Webhook {
  const position = positionOf(row);
  return {
    id: row.id,
    orgId: idOf(row.org_id),
    url: row.url,
    types: JSON.parse(row.types) as WebhookType[],
    sealedSecret: row.secret_encrypted,
    environment: row.environment,
    created: row.created,
    ...(position !== undefined && { position }),
  };
}

/** The delivery of a row. */
export function deliveryOf(row: Omit<Deliveries, "sequence" | "leased_by">): Delivery {
  return {
    webhookId: row.webhook_id,
    eventId: row.event_id,
    resourceId: row.resource_id,
    body: row.body,
    queued: row.queued,
    due: row.due,
    attempts: row.attempts,
    status: row.status,
    ...(row.last_at !== null && {
      last: {
        at: row.last_at,
        ...(row.last_status !== null && { status: row.last_status }),
        ...(row.last_error !== null && { error: row.last_error }),
        ...(row.last_answer !== null && { answer: row.last_answer }),
      },
    }),
  };
}

/** A delivery waits where its resource has one that has not come to its end. */
export async function statusOfNext(
  tx: Transaction,
  webhookId: string,
  resourceId: string,
): Promise<"pending" | "waiting"> {
  const first = await tx.get(tx.dialect.statements.webhooks.firstOpen, { webhookId, resourceId, one: 1 });
  return first === undefined ? "pending" : "waiting";
}

/**
 * Of its own org a webhook hears everything, of another's brand only while that is shared. `known`: what was found of
 * brands before, in the same transaction.
 */
export async function mayHear(
  tx: Transaction,
  orgId: string,
  notification: string,
  known: Map<string, boolean>,
): Promise<boolean> {
  const { orgId: ownerId, resourceDetails } = JSON.parse(notification) as {
    readonly orgId?: string;
    readonly resourceDetails?: { readonly brandId: string };
  };
  if (ownerId === undefined || resourceDetails === undefined || sortKey(ownerId) === orgId) return true;
  const { brandId } = resourceDetails;
  const before = known.get(brandId);
  if (before !== undefined) return before;
  const keys = { brandId: sortKey(brandId), partnerId: orgId };
  const isShared = (await tx.get(tx.dialect.statements.brands.isShared, keys)) !== undefined;
  known.set(brandId, isShared);
  return isShared;
}
