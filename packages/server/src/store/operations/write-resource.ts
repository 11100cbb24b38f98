import { type Envelope, printResource } from "../../registry/envelope.ts";
import type { Collection, KindName } from "../../registry/store.ts";
import { countChanges, moved } from "../counts.ts";
import { STORED_KINDS, type Standing } from "../kinds.ts";
import { sortKey } from "../schema.ts";
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
  const body = printResource(stored.kind, collection, envelope, details);
  const statements = tx.dialect.statements[kind];

  await stored.claim(tx, { collection, details, id }, from, { state, inForce });
  await tx.run(from === undefined ? statements.insert : statements.write, {
    ...stored.own(details),
    parentId: sortKey(collection.parentId),
    id: sortKey(id),
    created: envelope.created,
    updated: envelope.updated,
    deleted: state === "DELETED" ? 1 : 0,
    state,
    inForce: Number(inForce),
    etag: envelope.etag,
    body,
    clientId: by,
  });
  return body;
}
