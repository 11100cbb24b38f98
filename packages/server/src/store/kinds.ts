import type { CallerIdDetails, State } from "@callmark/contract";
import type { CallerIdFacts } from "../registry/caller-id-rules.ts";
import { callerIds } from "../registry/caller-ids.ts";
import type { ResourceKind } from "../registry/kind.ts";
import type { Collection, KindName } from "../registry/store.ts";
import type { Index } from "./plan.ts";
import type { FilterColumns } from "./predicate.ts";
import { idOf, sortKey } from "./schema.ts";
import type { Values } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

/** How a kind of resource is kept: what its table has beside the envelope, and what a write of one touches elsewhere. */
export interface StoredKind<Details = unknown, Facts = unknown> {
  readonly kind: ResourceKind<Details, unknown, never, Facts>;
  /** Where its filter fields are kept. */
  readonly columns: FilterColumns;
  /** What its pages may be read by. */
  readonly indexes: readonly Index[];
  /** What its batches are sorted by: two that write the same take their locks in one order. */
  order(details: Details): string;
  /** The values of its own columns. */
  own(details: Details): Values;
  /** What its rules ask of the rest of the registry. */
  facts(tx: Transaction, change: Change<Details>): Promise<Facts>;
  /** Takes what a resource in a state needs for itself alone, and gives back what it no longer needs. */
  claim(
    tx: Transaction,
    change: Change<Details> & { readonly id: string },
    from: Standing | undefined,
    to: Standing,
  ): Promise<void>;
}

/** Where a resource stands in its life. */
export interface Standing {
  readonly state: State;
  /** Is a published version of it in force, whatever became of it since? */
  readonly inForce: boolean;
}

export interface Change<Details> {
  readonly collection: Collection;
  readonly details: Details;
  /** Of a resource that is not there yet: are there as many in the collection as it may hold? */
  readonly full?: boolean;
}

/** Does a caller ID hold its number (docs/contract.md, Whose number)? */
function holdsNumber(standing: Standing | undefined): boolean {
  if (standing === undefined) return false;
  return standing.inForce || standing.state === "SUBMITTED" || standing.state === "PROCESSING";
}

const callerId: StoredKind<CallerIdDetails, CallerIdFacts> = {
  kind: callerIds as StoredKind<CallerIdDetails, CallerIdFacts>["kind"],
  columns: {
    id: { column: "id" },
    state: { column: "state" },
    createdDate: { column: "created" },
    updatedDate: { column: "updated" },
    "callerIdDetails.phoneNumber": { column: "phone_number" },
    "callerIdDetails.department": { column: "department", nullable: true },
  },
  indexes: [
    { name: "caller_ids_id", column: "id", kind: "points" },
    { name: "caller_ids_number", column: "phone_number", kind: "points" },
    { name: "caller_ids_state", column: "state", kind: "ordered" },
    { name: "caller_ids_department", column: "department", kind: "ordered" },
    { name: "caller_ids_number", column: "phone_number", kind: "ranges" },
  ],
  order: ({ phoneNumber }) => phoneNumber,
  own: ({ phoneNumber, department }) => ({ phoneNumber, department: department ?? null }),

  async facts(tx, { collection, details: { phoneNumber }, full }) {
    const { holder, sameBrand } = tx.dialect.statements.numbers;
    const parentId = sortKey(collection.parentId);
    const held = await tx.get(holder, { phoneNumber });
    const elsewhere = held !== undefined && held.brand_id !== parentId ? held : undefined;
    const facts = {
      full: full === true,
      ...(elsewhere && {
        holder: {
          brandId: idOf(elsewhere.brand_id),
          sameOrg: elsewhere.org_id === sortKey(collection.orgId),
        },
      }),
    };
    if (full === undefined) return facts;
    const same = await tx.get(sameBrand, { parentId, phoneNumber });
    return { ...facts, ...(same && { sameBrandId: idOf(same.id) }) };
  },

  async claim(tx, { collection, details: { phoneNumber }, id }, from, to) {
    if (holdsNumber(from) === holdsNumber(to)) return;
    const { hold, release } = tx.dialect.statements.numbers;
    const statement = holdsNumber(to) ? hold : release;
    await tx.run(statement, { phoneNumber, parentId: sortKey(collection.parentId), id: sortKey(id) });
  },
};

export const STORED_KINDS: Readonly<Record<KindName, StoredKind>> = { callerId: callerId as StoredKind };
