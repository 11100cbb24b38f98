import { type Envelope, printResource } from "../../registry/envelope.ts";
import type { Said } from "../../registry/events.ts";
import { isStep } from "../../registry/review-states.ts";
import type { Collection, KindName } from "../../registry/store.ts";
import type { BulkTransaction } from "../bulk.ts";
import { countChanges, moved } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import type { NewResource } from "../kinds/stored-kind.ts";
import { sortKey } from "../schema.ts";
import type { Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { tellStep } from "./events.ts";
import { type ResourceRow, standingOf } from "./get.ts";
import { queueReview } from "./reviews.ts";
import { keepVersion } from "./versions.ts";

export interface ResourceWrite {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly envelope: Envelope;
  readonly details: unknown;
  /** The account that does it. */
  readonly by: string;
  /** The stored one; absent for a new resource. */
  readonly from?: ResourceRow;
  /** What is said with the step, for those who are told of it. */
  readonly said?: Said;
}

/**
 * Writes a resource as it is from now on, with all that follows from it: what it holds for itself, the version that was
 * in force, the counts of its collection, its place in the queue of reviews, and the event that tells of it. It is the
 * one way in which a resource changes. Gives back its JSON.
 */
export async function writeResource(tx: Transaction, write: ResourceWrite): Promise<string> {
  const { kind, collection, envelope, from } = write;
  if (!isStep(from?.state, envelope.state)) {
    throw new Error(`No step leads from ${from?.state ?? "nothing"} to ${envelope.state}`);
  }
  const body = await writeRow(tx, write);
  if (from !== undefined) await keepVersion(tx, write, from);
  await countChanges(tx, kind, sortKey(collection.parentId), moved(from?.state, envelope.state));
  await queueReview(tx, write);
  await tellStep(tx, write);
  return body;
}

/** The resource alone, for those who write it in whatever state it is given, and count many together. */
export async function writeRow(tx: Transaction, write: ResourceWrite): Promise<string> {
  const { kind, collection, envelope, details, by, from } = write;
  const stored = STORED_KINDS[kind];
  const { id, state } = envelope;
  const standing = from && standingOf(from);
  // What was published stays in force until another version is, or the resource is deleted.
  const inForce = state === "PUBLISHED" || (state !== "DELETED" && standing?.inForce === true);
  const row = rowOf(kind, { ...envelope, collection, details, inForce, createdBy: by, updatedBy: by });
  const statements = tx.dialect.statements[kind];

  await stored.claim?.(tx, { collection, details, id }, standing, { state, inForce });
  await tx.run(from === undefined ? statements.insert : statements.write, row);
  return row.body;
}

/** A resource with all that its row is made of. */
export interface WholeResource extends Envelope, NewResource {
  readonly createdBy: string;
  readonly updatedBy: string;
}

/** Writes many new resources, in the order of their key where that is known, without the counts. */
export async function writeMany(
  tx: BulkTransaction,
  kind: KindName,
  all: readonly WholeResource[],
): Promise<void> {
  await STORED_KINDS[kind].many?.claim(tx, all);
  await tx.append(
    tx.dialect.statements[kind].insert,
    all.map((one) => rowOf(kind, one)),
  );
}

function rowOf(kind: KindName, resource: WholeResource): Values & { readonly body: string } {
  const { collection, details, inForce, createdBy, updatedBy, ...envelope } = resource;
  const { id, created, updated, state, etag } = envelope;
  const stored = STORED_KINDS[kind];
  return {
    ...stored.own(details),
    parentId: sortKey(collection.parentId),
    id: sortKey(id),
    created,
    updated,
    deleted: state === "DELETED" ? 1 : 0,
    state,
    inForce: Number(inForce),
    etag,
    body: printResource(stored.kind, collection, envelope, details),
    createdBy,
    updatedBy,
  };
}
