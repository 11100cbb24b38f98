import type { State, ValidationReport } from "@callmark/contract";
import type { AccessChanged, Account, KindName, Missing, NoParent, Position, ReadKept } from "./store.ts";

/** What happened to a resource, by the state that it came to. */
export const EVENT_TYPES = {
  SUBMITTED: "SUBMITTED",
  PROCESSING: "PROCESSING",
  PUBLISHED: "PROCESSING_SUCCESSFUL",
  REJECTED: "VALIDATION_FAILURE",
  FAILED: "PROCESSING_FAILURE",
  DELETED: "DELETED",
} as const satisfies Record<State, string>;

export type EventType = (typeof EVENT_TYPES)[State] | "DELEGATION";

/** What the wire calls a kind of resource where it tells of it. */
export const RESOURCE_TYPES = {
  callerId: "BUSINESS_CALLER_ID",
  brand: "BRAND",
  brandAsset: "BRAND_ASSET",
} as const satisfies Record<KindName, string>;
export type ResourceType = (typeof RESOURCE_TYPES)[KindName];

/** What was said with a step: why, and what the rules found. */
export interface Said {
  readonly reason?: string;
  readonly validationReports?: readonly ValidationReport[];
  readonly processingReports?: readonly ValidationReport[];
}

/** Where an event stands among all of a registry; in this order none comes late. */
export interface EventPosition {
  readonly transactionId: number;
  readonly position: number;
}

/** The later of two places. */
export function later(one: EventPosition, other: EventPosition): EventPosition {
  const order = one.transactionId - other.transactionId || one.position - other.position;
  return order > 0 ? one : other;
}

/** An event as the outbox has it. */
export interface Event {
  readonly orgId: string;
  readonly brandId: string;
  readonly at: EventPosition;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly id: string;
  readonly type: EventType;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly etag: string;
  readonly state: string;
  readonly details: EventDetails;
}

export interface EventDetails extends Said {
  readonly by: string;
  /** Of a delegation: what was done with it, and whose brand it is. */
  readonly operation?: "CREATE" | "DELETE";
  readonly owner?: { readonly orgId: string; readonly orgLegalName?: string };
}

/** The codes that an event may be found by. */
export function codesOf({ validationReports = [], processingReports = [] }: Said): string[] {
  return [...new Set([...validationReports, ...processingReports].map(({ code }) => code))];
}

/** The id of what happened to one version of a resource: a version comes to each state once. */
export function eventId(resourceId: string, etag: string, type: EventType): string {
  return `${resourceId}_${etag}_${type}`;
}

/** A step of a resource through its review, as its history shows it. */
export interface HistoryStep {
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly state: State;
  readonly etag: string;
  readonly details: EventDetails;
  /** The account that `details.by` names, where there is one of that name. */
  readonly account?: Pick<Account, "clientId" | "orgId" | "permission">;
}

/** What the registry asks of a database about events; see `StoreOperations`. */
export interface EventOperations {
  /**
   * Of one org, and for a partner only of the brands that are shared with it; or (`withShared`) of an org and of all
   * brands that others share with it.
   */
  readEvents(input: {
    after?: EventPosition;
    orgId: string;
    partnerId?: string;
    withShared?: true;
    atMost: number;
  }): Promise<readonly Event[]>;
  /** What happened to one resource, newest first, as far back as events are kept. */
  listHistory(
    input: ReadKept,
  ): Promise<
    | AccessChanged
    | NoParent
    | Missing
    | { readonly outcome: "history"; readonly steps: readonly HistoryStep[]; readonly more?: Position }
  >;
  lastEvent(input: Record<string, never>): Promise<EventPosition>;
  purgeEvents(input: { before: number; atMost: number }): Promise<{ readonly purged: number }>;
}
