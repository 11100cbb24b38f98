import type { State } from "@callmark/contract";
import type { CallerIdRequirements } from "../../registry/caller-id-rules.ts";
import type { ResourceKind } from "../../registry/kind.ts";
import type { Finding } from "../../registry/rules.ts";
import type { Collection } from "../../registry/store.ts";
import type { BulkTransaction } from "../bulk.ts";
import type { Index } from "../plan.ts";
import type { FilterColumns } from "../predicate.ts";
import type { Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";

/** How a kind of resource is kept: what its table has beside the envelope, and what a write of one touches elsewhere. */
export interface StoredKind<Details = unknown, Facts = unknown> {
  readonly kind: ResourceKind<Details, unknown, never, Facts>;
  /** Where its filter fields are kept. */
  readonly columns: FilterColumns;
  /** What its pages may be read by. */
  readonly indexes: readonly Index[];
  /** What its batches are sorted by: two that write the same take their locks in one order. */
  order(details: Details): string;
  /** The values of its own columns, by their names. */
  own(details: Details): Values;
  /** What its rules ask of the rest of the registry. */
  facts(tx: Transaction, change: Change<Details>): Promise<Facts>;
  /** What the review finds by itself of a version that waits; absent where a kind has no such rule. */
  reviewFindings?(
    tx: Transaction,
    version: Pick<Change<Details>, "collection" | "details">,
  ): Promise<readonly Finding[]>;
  /** What stands against deleting one. */
  removalFindings?(tx: Transaction, id: string): Promise<readonly Finding[]>;
  /** Takes what a resource in a state needs for itself alone, and gives back what it no longer needs. */
  claim?(
    tx: Transaction,
    resource: Pick<NewResource<Details>, "id" | "collection" | "details">,
    from: Standing | undefined,
    to: Standing,
  ): Promise<void>;
  /** How many of them are written at once; absent where nobody has so many. */
  readonly many?: StoredMany<Details, Facts>;
}

/** What writing many resources at once takes. */
export interface StoredMany<Details = unknown, Facts = unknown> {
  /** What the rules ask of the rest of the registry, for many resources that are not there yet. */
  facts(
    tx: Transaction,
    collection: Collection,
    all: readonly Details[],
    required: CallerIdRequirements,
  ): Promise<(details: Details, full: boolean) => Facts>;
  /** Takes what many new resources need, each for itself alone. */
  claim(tx: BulkTransaction, all: readonly NewResource<Details>[]): Promise<void>;
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
  /** Of a resource that is there already. */
  readonly id?: string;
  /** Of a resource that is not there yet: are there as many in the collection as it may hold? */
  readonly full?: boolean;
  /** What is required of the brand. */
  readonly required: CallerIdRequirements;
  /** The caller's own org, where it is a partner's: what is not shared with it, it does not learn of. */
  readonly partnerId?: string | undefined;
}

/** A resource that is not there yet, as it is going to stand. */
export interface NewResource<Details = unknown> extends Standing {
  readonly id: string;
  readonly collection: Collection;
  readonly details: Details;
}
