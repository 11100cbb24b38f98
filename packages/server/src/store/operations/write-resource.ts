import { type Envelope, printResource } from "../../registry/envelope.ts";
import type { Collection, KindName } from "../../registry/store.ts";
import type { BulkTransaction } from "../bulk.ts";
import { countChanges, moved } from "../counts.ts";
import { type NewResource, STORED_KINDS, type Standing } from "../kinds.ts";
import { sortKey } from "../schema.ts";
import type { Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";

export interface ResourceWrite {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly envelope: Envelope;
  readonly details: unknown;
  /** The account that does it. */
  readonly by: string;
  /** Where the stored one stands; absent for a new resource. */
  readonly from?: Standing;
}

/**
 * Writes a resource as it is from now on, with what it holds for itself and the counts of its collection: the one
 * way in which a resource changes. Gives back its JSON.
 */
export async function writeResource(tx: Transaction, write: ResourceWrite): Promise<string> {
  const body = await writeRow(tx, write);
  const { kind, collection, envelope, from } = write;
  await countChanges(tx, kind, sortKey(collection.parentId), moved(from?.state, envelope.state));
  return body;
}

/** The same without the counts, for those who write many and count them together. */
export async function writeRow(tx: Transaction, write: ResourceWrite): Promise<string> {
  const { kind, collection, envelope, details, by, from } = write;
  const stored = STORED_KINDS[kind];
  const { id, state } = envelope;
  // What was published stays in force until another version is, or the resource is deleted.
  const inForce = state === "PUBLISHED" || (state !== "DELETED" && from?.inForce === true);
  const row = rowOf(kind, { ...envelope, collection, details, inForce, createdBy: by, updatedBy: by });
  const statements = tx.dialect.statements[kind];

  await stored.claim(tx, { collection, details, id }, from, { state, inForce });
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
  await STORED_KINDS[kind].claimMany(tx, all);
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
