import { isInReview } from "../../registry/review-states.ts";
import { sortKey } from "../schema.ts";
import type { Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { brandIdOf } from "./brand-id.ts";
import type { ResourceWrite } from "./write-resource.ts";

/** Queues a version that was submitted, and takes out what needs no review any more. */
export async function queueReview(tx: Transaction, write: ResourceWrite): Promise<void> {
  const { state } = write.envelope;
  const { queue, done } = tx.dialect.statements.reviews;
  if (state === "SUBMITTED") await tx.run(queue, queuedReview(write));
  else if (!isInReview(state) && write.from !== undefined && isInReview(write.from.state)) {
    const { kind, envelope } = write;
    await tx.run(done, { brandId: brandIdOf(write), kind, id: sortKey(envelope.id) });
  }
}

/** A version's place in the queue, as its row is written. */
export function queuedReview(write: Omit<ResourceWrite, "details" | "by">): Values {
  const { kind, collection, envelope } = write;
  return {
    brandId: brandIdOf(write),
    kind,
    id: sortKey(envelope.id),
    orgId: sortKey(collection.orgId),
    etag: envelope.etag,
    submitted: envelope.updated,
    due: envelope.updated,
    attempts: 0,
    takenBy: null,
  };
}
