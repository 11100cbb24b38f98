import type { EventPosition } from "./events.ts";
import type { AccessChanged, Missing, Position } from "./store.ts";

/** What an event may be that a webhook is told. */
export const WEBHOOK_TYPES = [
  "PROCESSING_SUCCESSFUL",
  "VALIDATION_FAILURE",
  "PROCESSING_FAILURE",
  "DELEGATION",
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** An event as webhooks need it. */
export interface OutboxEvent {
  /** The same each time that the event is read: a receiver knows a duplicate by it. */
  readonly id: string;
  readonly type: string;
  readonly resourceId: string;
  /** The notification's JSON, as the org that was asked for reads it. */
  readonly notification: string;
}

/** Where events come from. */
export interface Outbox {
  /**
   * The events that an org is told of, behind a position, in their order, and the position that they were read up to.
   * None is missed: what is committed later stands behind `next`. `since`: without those that were created before, in
   * milliseconds since 1970.
   */
  readEvents(input: {
    readonly after: EventPosition | undefined;
    readonly since?: number;
    readonly orgId: string;
    readonly atMost: number;
  }): Promise<{ readonly events: readonly OutboxEvent[]; readonly next: EventPosition }>;
}

/** A receiver that an org's events are sent to. */
export interface Webhook {
  readonly id: string;
  readonly orgId: string;
  readonly url: string;
  readonly types: readonly WebhookType[];
  /** Encrypted (`access/sealed.ts`), with the webhook's id as its context. */
  readonly sealedSecret: string;
  /** What `Business-Webhook-Environment` says. */
  readonly environment: string;
  /** Milliseconds since 1970; nothing that happened before is told. */
  readonly created: number;
  /** Up to where its deliveries have been queued. */
  readonly position?: EventPosition;
}

/**
 * `waiting` for an older one of the same resource; `pending` until its receiver takes it; `given_up` where that did not
 * happen in time.
 */
export const DELIVERY_STATUSES = ["waiting", "pending", "delivered", "given_up"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One event for one webhook. All times in milliseconds since 1970. */
export interface Delivery {
  readonly webhookId: string;
  readonly eventId: string;
  readonly resourceId: string;
  readonly body: string;
  /** When it was queued, or replayed. */
  readonly queued: number;
  /** When it is tried next; while an attempt is under way, when that counts as lost. */
  readonly due: number;
  readonly attempts: number;
  readonly status: DeliveryStatus;
  /** What the last attempt came to. */
  readonly last?: Attempt;
}

/** A delivery as its org may read it: without what it tells of another's brand that is no longer shared. */
export type HeardDelivery = Omit<Delivery, "body"> & Partial<Pick<Delivery, "body">>;

export interface Attempt {
  readonly at: number;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  readonly error?: string;
  /** The beginning of the answer's body. */
  readonly answer?: string;
}

/** What becomes of a delivery after an attempt. */
export type AfterAttempt =
  | { readonly status: "delivered" | "given_up" }
  | { readonly status: "pending"; readonly due: number };

/** What an attempt has come to, by what becomes of its delivery; one that stays `pending` is tried again. */
export const ATTEMPT_OUTCOMES = { delivered: "delivered", pending: "retried", given_up: "given_up" } as const;

/** Told of each attempt, with the seconds that it took. */
export type Attempted = (outcome: (typeof ATTEMPT_OUTCOMES)[AfterAttempt["status"]], seconds: number) => void;

/** What the registry asks of a database about webhooks; see `StoreOperations`. */
export interface WebhookOperations {
  addWebhook(input: Omit<Webhook, "position">): Promise<"added" | "noOrg">;
  /** Those of one org, or of all, oldest first. */
  listWebhooks(input: { readonly orgId?: string }): Promise<readonly Webhook[]>;
  /** A page of an org's, oldest first. */
  pageWebhooks(input: {
    readonly orgId: string;
    readonly accessRevision: number;
    readonly limit: number;
    readonly after?: Position;
  }): Promise<
    | AccessChanged
    | { readonly outcome: "webhooks"; readonly webhooks: readonly Webhook[]; readonly more?: Position }
  >;
  findWebhook(input: { readonly webhookId: string }): Promise<Webhook | undefined>;
  /** Nothing is sent any more, and its secret is gone at once; the deliveries go with `purgeDeliveries`. */
  removeWebhook(input: { readonly webhookId: string }): Promise<"removed" | "noWebhook">;
  /** Puts the same secret under another key; only where it is still kept as it was read. */
  resealWebhook(input: {
    readonly webhookId: string;
    readonly former: string;
    readonly sealedSecret: string;
  }): Promise<boolean>;
  /**
   * Adds deliveries and moves the webhook's position, both or none. `undefined` where the position is no longer `from`:
   * another node has queued the same.
   */
  queueDeliveries(input: {
    readonly webhookId: string;
    readonly from: EventPosition | undefined;
    readonly to: EventPosition;
    /** In their order. */
    readonly events: readonly Pick<OutboxEvent, "id" | "resourceId" | "notification">[];
    readonly now: number;
  }): Promise<{ readonly queued: number } | undefined>;
  /** The webhooks that have a delivery to be tried. */
  findDueWebhooks(input: { readonly now: number }): Promise<readonly string[]>;
  /**
   * Takes deliveries of a webhook that are due, the longest due first; until the lease ends nobody else gets them. What
   * is told of another org's brand that is no longer shared is given up.
   */
  claimDeliveries(input: {
    readonly webhookId: string;
    readonly now: number;
    readonly leaseUntil: number;
    readonly worker: string;
    readonly atMost: number;
  }): Promise<readonly Delivery[]>;
  /** False where the worker no longer has it. */
  recordAttempt(input: {
    readonly webhookId: string;
    readonly eventId: string;
    readonly worker: string;
    readonly attempt: Attempt;
    readonly after: AfterAttempt;
  }): Promise<boolean>;
  /** A webhook's, newest first. */
  listDeliveries(input: {
    readonly webhookId: string;
    readonly status?: DeliveryStatus;
    readonly atMost: number;
  }): Promise<readonly Delivery[]>;
  /** The same of an org's webhook, a page at a time. */
  pageDeliveries(input: {
    readonly orgId: string;
    readonly webhookId: string;
    readonly accessRevision: number;
    readonly limit: number;
    readonly after?: Position;
  }): Promise<
    | AccessChanged
    | Missing
    | {
        readonly outcome: "deliveries";
        readonly deliveries: readonly HeardDelivery[];
        readonly more?: Position;
      }
  >;
  /** Queues one delivery of an org's webhook again; one that has not come to its end is queued already. */
  replayDelivery(input: {
    readonly orgId: string;
    readonly webhookId: string;
    readonly eventId: string;
    readonly accessRevision: number;
    readonly now: number;
  }): Promise<AccessChanged | Missing | { readonly outcome: "noDelivery" | "queued" }>;
  /** Queues again what has come to its end: one, or those that were given up, a bounded number at a time. */
  replayDeliveries(input: {
    readonly webhookId: string;
    readonly which: { readonly eventId: string } | "given_up";
    readonly now: number;
    readonly atMost: number;
  }): Promise<{ readonly replayed: number }>;
  /**
   * Removes what came to its end before a moment, and what removed webhooks have left, a bounded number of each at a
   * time.
   */
  purgeDeliveries(input: {
    readonly before: number;
    readonly atMost: number;
  }): Promise<{ readonly purged: number }>;
}
