import type { CallerIdDetails, State } from "@callmark/contract";
import type { CallerIdFacts } from "../registry/caller-id-rules.ts";
import { callerIds } from "../registry/caller-ids.ts";
import type { ResourceKind } from "../registry/kind.ts";
import type { Collection, KindName } from "../registry/store.ts";
import type { BulkTransaction } from "./bulk.ts";
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
  /** The same for many resources that are not there yet. */
  factsOfMany(
    tx: Transaction,
    collection: Collection,
    all: readonly Details[],
  ): Promise<(details: Details, full: boolean) => Facts>;
  /** Takes what a resource in a state needs for itself alone, and gives back what it no longer needs. */
  claim(
    tx: Transaction,
    change: Change<Details> & { readonly id: string },
    from: Standing | undefined,
    to: Standing,
  ): Promise<void>;
  /** Takes what many new resources need, each for itself alone. */
  claimMany(tx: BulkTransaction, all: readonly NewResource<Details>[]): Promise<void>;
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

/** A resource that is not there yet, as it is going to stand. */
export interface NewResource<Details = unknown> extends Standing {
  readonly id: string;
  readonly collection: Collection;
  readonly details: Details;
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
    const parentId = sortKey(collection.parentId);
    const row = await tx.get(tx.dialect.statements.numbers.claims, { phoneNumber, parentId });
    const { brand_id = null, org_id = null, id = null } = row ?? {};
    const held = brand_id === null || org_id === null ? undefined : { brand_id, org_id };
    // A caller ID that is there already has its number by itself.
    const same = id === null || full === undefined ? undefined : { id };
    return callerIdFacts(collection, held, same, full === true);
  },

  async factsOfMany(tx, collection, all) {
    const { holders, allOfBrand } = tx.dialect.statements.numbers;
    const values = {
      parentId: sortKey(collection.parentId),
      phoneNumbers: JSON.stringify(all.map(({ phoneNumber }) => phoneNumber)),
    };
    const byNumber = <Row extends { readonly phone_number: string }>(rows: readonly Row[]) =>
      new Map(rows.map((row) => [row.phone_number, row]));
    const held = byNumber(await tx.all(holders, values));
    const same = byNumber(await tx.all(allOfBrand, values));
    return ({ phoneNumber }, full) =>
      callerIdFacts(collection, held.get(phoneNumber), same.get(phoneNumber), full);
  },

  async claim(tx, { collection, details: { phoneNumber }, id }, from, to) {
    if (holdsNumber(from) === holdsNumber(to)) return;
    const { hold, release } = tx.dialect.statements.numbers;
    const statement = holdsNumber(to) ? hold : release;
    await tx.run(statement, { phoneNumber, parentId: sortKey(collection.parentId), id: sortKey(id) });
  },

  async claimMany(tx, all) {
    const holding = all.filter(holdsNumber).map(({ collection, details: { phoneNumber }, id }) => {
      return { phoneNumber, parentId: sortKey(collection.parentId), id: sortKey(id) };
    });
    // In one order, so that transactions that take the same numbers wait for each other, and none for itself.
    if (tx.dialect.locks) holding.sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
    await tx.append(tx.dialect.statements.numbers.hold, holding);
  },
};

function callerIdFacts(
  collection: Collection,
  held: { readonly brand_id: string; readonly org_id: string } | undefined,
  same: { readonly id: string } | undefined,
  full: boolean,
): CallerIdFacts {
  const elsewhere = held !== undefined && held.brand_id !== sortKey(collection.parentId) ? held : undefined;
  return {
    full,
    ...(elsewhere && {
      holder: {
        brandId: idOf(elsewhere.brand_id),
        sameOrg: elsewhere.org_id === sortKey(collection.orgId),
      },
    }),
    ...(same && { sameBrandId: idOf(same.id) }),
  };
}

export const STORED_KINDS: Readonly<Record<KindName, StoredKind>> = { callerId: callerId as StoredKind };
