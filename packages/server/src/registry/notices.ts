import type { Event, EventType } from "./events.ts";
import type { Filter, FilterFields } from "./filter.ts";
import type { AccessChanged, Position } from "./store.ts";

/**
 * What clients are told of what happened: notifications say that there is something, feedback says what
 * (docs/contract.md, Notifications and feedback).
 */
export interface NoticeKind {
  readonly name: "notification" | "feedback";
  /** The path's segment. */
  readonly collection: string;
  readonly fields: FilterFields;
  readonly manyValued: readonly string[];
  readonly types: readonly EventType[];
}

const OUTCOMES = ["PROCESSING_SUCCESSFUL", "VALIDATION_FAILURE", "PROCESSING_FAILURE"] as const;

export const notifications: NoticeKind = {
  name: "notification",
  collection: "notifications",
  fields: { createdDate: "instant", resourceType: "text" },
  manyValued: [],
  types: [...OUTCOMES, "DELEGATION"],
};

export const feedback: NoticeKind = {
  name: "feedback",
  collection: "feedback",
  fields: {
    createdDate: "instant",
    etag: "text",
    id: "text",
    resourceId: "id",
    resourceType: "text",
    type: "text",
    code: "text",
  },
  manyValued: ["code"],
  types: OUTCOMES,
};

/** How far back a list goes whose filter names neither a date nor one notice, in milliseconds: seven days. */
export const NOTICE_WINDOW = 7 * 24 * 3_600_000;

export interface ListNotices {
  readonly name: string;
  readonly types: readonly EventType[];
  readonly orgId: string;
  readonly partnerId?: string;
  readonly accessRevision: number;
  readonly filter?: Filter;
  readonly limit: number;
  readonly after?: Position;
  readonly now: number;
}
export interface Notices {
  readonly outcome: "notices";
  readonly events: readonly Event[];
  /** The last one's place, where more follow it. */
  readonly more?: Position;
}

/** What the registry asks of a database about what clients are told; see `StoreOperations`. */
export interface NoticeOperations {
  /** What an org is told of, and a partner of the brands that are shared with it; newest first. */
  listNotices(input: ListNotices): Promise<AccessChanged | Notices>;
}
