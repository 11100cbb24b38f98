import { codesOf, EVENT_TYPES, type EventDetails, eventId, RESOURCE_TYPES } from "../../registry/events.ts";
import { sortKey } from "../schema.ts";
import type { Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { brandIdOf } from "./brand-id.ts";
import type { ResourceWrite } from "./write-resource.ts";

/** Writes what happened to a resource into the outbox, in the transaction that it happens in. */
export async function tellStep(tx: Transaction, write: ResourceWrite): Promise<void> {
  await tx.run(tx.dialect.statements.events.add, stepEvent(write));
}

/** The event of a step, as its row is written. */
export function stepEvent(write: Omit<ResourceWrite, "details">): Values {
  const { kind, collection, envelope, by, said } = write;
  const { id, etag, state, updated } = envelope;
  const type = EVENT_TYPES[state];
  const details: EventDetails = { by, ...said };
  return {
    orgId: sortKey(collection.orgId),
    brandId: brandIdOf(write),
    created: updated,
    id: eventId(id, etag, type),
    type,
    resourceType: RESOURCE_TYPES[kind],
    resourceId: sortKey(id),
    etag,
    state,
    codes: JSON.stringify(codesOf(details)),
    details: JSON.stringify(details),
  };
}
