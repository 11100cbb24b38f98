import type { State } from "@callmark/contract";
import type { Envelope } from "../../registry/envelope.ts";
import { printResource } from "../../registry/envelope.ts";
import type { Collection, KindName } from "../../registry/store.ts";
import { countChange } from "../counts.ts";
import { STORED_KINDS } from "../kinds.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

export interface ResourceWrite {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly envelope: Envelope;
  readonly details: unknown;
  /** The account that does it. */
  readonly by: string;
  /** The state that the stored one is in; absent for a new resource. */
  readonly from?: State;
}

/**
 * Writes a resource as it is from now on, with what it holds for itself and the counts of its collection: the one
 * way in which a resource changes. Gives back its JSON.
 */
export async function writeResource(tx: Transaction, write: ResourceWrite): Promise<string> {
  const { kind, collection, envelope, details, by, from } = write;
  const stored = STORED_KINDS[kind];
  const { id, state } = envelope;
  const body = printResource(stored.kind, collection, envelope, details);
  const statements = tx.dialect.statements[kind];
  const parentId = sortKey(collection.parentId);

  await stored.claim(tx, { collection, details, id }, from, state);
  await tx.run(from === undefined ? statements.insert : statements.write, {
    ...stored.own(details),
    parentId,
    id: sortKey(id),
    created: envelope.created,
    updated: envelope.updated,
    deleted: state === "DELETED" ? 1 : 0,
    state,
    etag: envelope.etag,
    body,
    clientId: by,
  });
  await countChange(tx, kind, parentId, from, state);
  return body;
}
