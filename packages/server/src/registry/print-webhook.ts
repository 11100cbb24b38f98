import type { Delivery as PrintedDelivery, Webhook as PrintedWebhook } from "@callmark/contract";
import { printInstant } from "./instant.ts";
import type { HeardDelivery, Webhook } from "./webhooks.ts";

/** A webhook as the wire shows it: without its secret. */
export function printWebhook({ orgId, id, created, url, types, environment }: Webhook): PrintedWebhook {
  return { orgId, id, createdDate: printInstant(created), url, types: [...types], environment };
}

/** A delivery as the wire, and the command line, show it. */
export function printDelivery(delivery: HeardDelivery): PrintedDelivery {
  const { eventId, status, attempts, queued, due, last, body } = delivery;
  return {
    eventId,
    status,
    attempts,
    queuedDate: printInstant(queued),
    ...(status === "pending" && { dueDate: printInstant(due) }),
    ...(last && {
      lastAttempt: {
        date: printInstant(last.at),
        ...(last.status !== undefined && { status: last.status }),
        ...(last.error !== undefined && { error: last.error }),
        ...(last.answer !== undefined && { answer: last.answer }),
      },
    }),
    ...(body !== undefined && { body }),
  };
}
