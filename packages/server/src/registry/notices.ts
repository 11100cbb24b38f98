import type { EventType } from "./events.ts";
import type { FilterFields } from "./filter.ts";

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
