import type { Event, EventPosition, EventType } from "../../registry/events.ts";
import type { StoreOperations } from "../../registry/store.ts";
import { type Events, idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

const START: EventPosition = { transactionId: 0, position: 0 };

/** Events behind a place, in the order in which none comes late. */
export async function readEvents(tx: Transaction, input: Input<"readEvents">): Output<"readEvents"> {
  const { after = START, orgId, partnerId, withShared, atMost } = input;
  const { read, readShared, readTold } = tx.dialect.statements.events;
  const place = { ...after, atMost };
  const ofOrg = { ...place, orgId: sortKey(orgId) };
  const rows =
    partnerId === undefined
      ? await tx.all(withShared ? readTold : read, ofOrg)
      : await tx.all(readShared, { ...ofOrg, partnerId: sortKey(partnerId) });
  return rows.map(eventOf);
}

/** The place of the newest event, behind which a reader sees only what is to come. */
export async function lastEvent(tx: Transaction): Output<"lastEvent"> {
  const row = await tx.get(tx.dialect.statements.events.last, {});
  return row === undefined ? START : { transactionId: row.transaction_id, position: row.position };
}

/** Forgets events that happened before a moment, a bounded number at a time. */
export async function purgeEvents(
  tx: Transaction,
  { before, atMost }: Input<"purgeEvents">,
): Output<"purgeEvents"> {
  const { oldest, remove } = tx.dialect.statements.events;
  let purged = 0;
  for (const { brand_id, position, created } of await tx.all(oldest, { atMost })) {
    if (created >= before) break;
    purged += await tx.run(remove, { brandId: brand_id, position });
  }
  return { purged };
}

export function eventOf(row: Omit<Events, "position" | "transaction_id"> & EventPlace): Event {
  return {
    orgId: idOf(row.org_id),
    brandId: idOf(row.brand_id),
    at: { transactionId: row.transaction_id, position: row.position },
    created: row.created,
    id: row.id,
    type: row.type as EventType,
    resourceType: row.resource_type,
    resourceId: idOf(row.resource_id),
    etag: row.etag,
    state: row.state,
    details: JSON.parse(row.details),
  };
}

interface EventPlace {
  readonly position: number;
  readonly transaction_id: number;
}
