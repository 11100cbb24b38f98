import type { Permission, State } from "@callmark/contract";
import type { CacheUse } from "../cache.ts";
import type { AccountOperations } from "./accounts.ts";
import type { CallerIdRequirements } from "./caller-id-rules.ts";
import type { CallerOperations } from "./callers.ts";
import type { DelegationOperations } from "./delegations.ts";
import type { IfMatch } from "./etag.ts";
import type { EventOperations } from "./events.ts";
import type { Filter } from "./filter.ts";
import type { ImageOperations } from "./images.ts";
import type { NoticeOperations } from "./notices.ts";
import type { ReviewOperations } from "./reviews.ts";
import type { Finding } from "./rules.ts";
import type { SeedOrg } from "./seed.ts";
import type { WebhookOperations } from "./webhooks.ts";

/** The kinds of resources that a store keeps. */
export type KindName = "callerId" | "brand" | "brandAsset";

/** Where a resource lives: its org, and inside it what holds it: a brand, or for a brand the org itself. */
export interface Collection {
  readonly orgId: string;
  readonly parentId: string;
}

/** A resource's place in the order of a list, newest first; it never changes. `created` in milliseconds since 1970. */
export interface Position {
  readonly created: number;
  readonly id: string;
}

/** What a token allows: the account that it was issued to, as the store knows it. */
export interface Grant {
  readonly clientId: string;
  /** "" for an account that acts for no org. */
  readonly orgId: string;
  readonly permission: Permission;
  /** Made by the demo, and so refused by a server that is none. */
  readonly demo: boolean;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** The access revision that this was read at; see `AccessChanged`. */
  readonly accessRevision: number;
}

/** What every operation of a request carries, so that it is checked in the transaction that it runs in. */
export interface Request {
  readonly kind: KindName;
  readonly collection: Collection;
  /** The revision of the grant that the request was let in with. */
  readonly accessRevision: number;
  /** The caller's own org, where it is a partner's: of the org's brands only those shared with it are there. */
  readonly partnerId?: string;
}

export interface Write extends Request {
  /** The account that does it. */
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An account, secret or delegation changed since the grant was read: check the token anew, then ask again. */
export interface AccessChanged {
  readonly outcome: "accessChanged";
}
export interface NoParent {
  readonly outcome: "noParent";
}
/** There is no such resource, or it is deleted. */
export interface Missing {
  readonly outcome: "missing";
}
export interface StaleEtag {
  readonly outcome: "staleEtag";
}
export interface Rejected {
  readonly outcome: "rejected";
  readonly findings: readonly Finding[];
}

/** A resource as the wire shows it: `body` is its compact JSON. */
export interface Stored {
  readonly id: string;
  readonly etag: string;
  readonly body: string;
}

/** A resource that was written, and what rides along with the answer. */
export interface Accepted extends Stored {
  readonly findings: readonly Finding[];
  /** Has the review, by what it finds by itself, rejected the version at once? What is answered is as submitted. */
  readonly isRejected: boolean;
}

export interface List extends Request {
  /** What a partner sees of all who share with it, in the place of its own brands: `partnerId` is the caller's org. */
  readonly view?: "delegatedBrand";
  readonly filter?: Filter;
  readonly limit: number;
  readonly after?: Position;
}
export interface Page {
  readonly outcome: "page";
  /** The resources' JSON, with commas between them. */
  readonly data: string;
  /** The last one's position, where more follow it. */
  readonly more?: Position;
  readonly total: number;
  /** Differs from another page's where anything in the collection was written in between. */
  readonly revision: number;
}

/**
 * What is kept of a resource beside it is asked for, a page at a time: one in a brand that is there, deleted or not, or
 * the brand itself.
 */
export interface ReadKept {
  readonly kind: KindName;
  readonly orgId: string;
  /** Of a brand its own id once more. */
  readonly brandId: string;
  readonly id: string;
  readonly accessRevision: number;
  readonly partnerId?: string;
  readonly limit: number;
  readonly after?: Position;
}

export interface Get extends Request {
  readonly id: string;
}
export interface Create<Submitted = unknown> extends Write {
  readonly submitted: Submitted;
  /** What is wrong with the details by themselves. */
  readonly findings: readonly Finding[];
  readonly etag: string;
  /** How many of them the collection may hold. */
  readonly maximum: number;
  readonly required: CallerIdRequirements;
}
export interface Update<Submitted = unknown> extends Write {
  readonly id: string;
  readonly ifMatch: IfMatch;
  readonly submitted: Submitted;
  readonly findings: readonly Finding[];
  readonly etag: string;
  readonly required: CallerIdRequirements;
}
export interface Remove extends Write {
  readonly id: string;
  readonly ifMatch: IfMatch;
}

/** A resource that is written as it stands, by the demo and by the operator. */
export interface Given<Details = unknown> {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly state: State;
  readonly etag: string;
  readonly details: Details;
}

/** The hash of an account that has no secret: nothing hashes to it. */
export const NO_SECRET = "";

export interface NewAccount {
  readonly clientId: string;
  /** "" for an account that acts for no org. */
  readonly orgId: string;
  readonly permission: Permission;
  /** SHA-256, base64url, or `NO_SECRET`. */
  readonly secretHash: string;
  readonly demo: boolean;
  readonly created: number;
}
export type Account = Omit<NewAccount, "secretHash">;

/**
 * What the registry asks of a database. Each operation is one transaction with one snapshot; inputs and outcomes
 * are plain data, so that a store may run them on a thread of its own. Whatever fails for the moment throws
 * `StoreUnavailable` and has changed nothing, unless it throws `OutcomeUnknown`.
 */
export interface StoreOperations
  extends AccountOperations,
    CallerOperations,
    ReviewOperations,
    EventOperations,
    NoticeOperations,
    ImageOperations,
    DelegationOperations,
    WebhookOperations {
  /** Steps 1 and 5 of the order of checks for a request that is refused otherwise. */
  probe(input: {
    readonly accessRevision: number;
    readonly collection?: Collection;
    readonly kind?: KindName;
    readonly partnerId?: string;
  }): Promise<AccessChanged | NoParent | { readonly outcome: "present" }>;
  list(input: List): Promise<AccessChanged | NoParent | Page>;
  get(input: Get): Promise<AccessChanged | NoParent | Missing | (Stored & { readonly outcome: "found" })>;
  create(
    input: Create,
  ): Promise<AccessChanged | NoParent | Rejected | (Accepted & { readonly outcome: "created" })>;
  update(
    input: Update,
  ): Promise<
    AccessChanged | NoParent | Missing | StaleEtag | Rejected | (Accepted & { readonly outcome: "updated" })
  >;
  remove(
    input: Remove,
  ): Promise<
    | AccessChanged
    | NoParent
    | Missing
    | StaleEtag
    | Rejected
    | { readonly outcome: "removed"; readonly etag: string }
  >;
  /** Physically removes deleted resources that were last touched before a moment, a bounded number at a time. */
  purge(input: { kind: KindName; before: number; atMost: number }): Promise<{ readonly purged: number }>;
  /** How many resources of a collection are in each state, from what is counted as they are written. */
  summarize(input: Request): Promise<
    | AccessChanged
    | NoParent
    | {
        readonly outcome: "summary";
        readonly byState: Readonly<Record<State, number>>;
        /** How many are not deleted. */
        readonly live: number;
      }
  >;
  /** How many resources of a collection are not deleted. */
  count(input: { kind: KindName; collection: Collection }): Promise<{ readonly live: number }>;
  /** Writes resources as given, all or none; a number that is taken already throws `UniqueViolation`. */
  insert(input: {
    kind: KindName;
    collection: Collection;
    by: string;
    resources: readonly Given[];
  }): Promise<void>;
  /** Writes whole organizations into a registry that has none; in another it writes nothing. */
  seed(input: {
    orgs: readonly SeedOrg[];
    reviewers?: readonly NewAccount[];
    now: number;
  }): Promise<"seeded" | "notEmpty">;
  /** The root key that the first migration made, base64. */
  rootKey(): Promise<string>;
}

/** What this process does in the database, and what waits for it. */
export interface StoreLoad {
  /** Queries that wait for their turn to scan. */
  readonly queries: number;
  /** Writes that wait for their commit. */
  readonly writes: number;
  /** Commits so far. */
  readonly commits: number;
  /** The totals of filters that are remembered. */
  readonly totals: CacheUse;
}

export interface Store extends StoreOperations, AsyncDisposable {
  load(): StoreLoad;
  /**
   * Calls a listener soon after events were written, by this process or, where the database tells of it, by another;
   * until what it gives back is disposed of. Some may go untold: whoever must miss none looks now and then as well.
   */
  onEvents(listener: () => void): Disposable;
}

/** The database is busy, full or away. The operation changed nothing; it may be asked again. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** The database was lost while it committed: the operation may have been carried out, or not. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/** The query would take longer than the registry gives it, or too many like it are waiting. */
export class QueryTooExpensive extends Error {
  override readonly name = "QueryTooExpensive";
}
