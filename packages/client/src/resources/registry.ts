import type { BrandDetails } from "./brand.ts";
import type { ImageMetadata } from "./image.ts";
import type { Envelope, State, ValidationReport } from "./resource.ts";

/** The account that a client works for, as its token has it. */
export interface Account {
  readonly clientId: string;
  /** Absent for `reviewer` and `look-up`, which act for no org. */
  readonly orgId?: string;
  /** Where the registry knows it. */
  readonly orgLegalName?: string;
  readonly permission: "read-only" | "read-write" | "reviewer" | "look-up";
  /** When the token ends: RFC 3339 in UTC. */
  readonly expiresAt: string;
}

/** A department that a caller ID may have. */
export interface Department {
  /** What `callerIdDetails.department` says. */
  readonly key: string;
  /** What a call shows. */
  readonly label: string;
  /** The categories of brands that may show it, each with all below it; absent where any brand may. */
  readonly categories?: readonly string[];
}

/** What a call from a number shows: what is in force, whatever was submitted since. */
export interface Caller {
  /** E.164. */
  readonly phoneNumber: string;
  /** The brand's primary display name. */
  readonly name: string;
  /** All of them, by locale. */
  readonly displayNames: BrandDetails["displayNames"];
  readonly department?: {
    readonly key: string;
    /** What a call shows; absent where the server's operator has taken it away. */
    readonly label?: string;
  };
  /** The brand's logo, relative to the server; it needs no token. */
  readonly logo?: Required<Pick<ImageMetadata, "cdnUrl" | "cdnTemplateUrl">>;
  readonly orgId: string;
  readonly brandId: string;
  readonly callerId: string;
}

/** How many caller IDs a brand has. */
export interface Summary {
  readonly states: Readonly<Record<State, number>>;
  /** Without those that are deleted. */
  readonly total: number;
}

/** An org that a brand is shared with. */
export interface Partner {
  readonly orgId: string;
  /** Where the registry knows it. */
  readonly orgLegalName?: string;
  /** Since when: RFC 3339 in UTC. */
  readonly createdDate: string;
}

/** A version of a resource that was in force, with the details under the name that the resource has them under. */
export type Version<Resource> = Omit<Resource, keyof Envelope | "brandId" | "metadata"> & {
  readonly etag: string;
  /** When it was published: RFC 3339 in UTC. */
  readonly from: string;
  /** When its time ended; absent while it is in force. */
  readonly to?: string;
};

/** Who did something to a resource. */
export interface Actor {
  /** An org's account, a reviewer, the review by itself, the operator. */
  readonly role: "account" | "reviewer" | "automatic" | "operator";
  /** Of an account that is still there: its org, as far as the caller may know it. */
  readonly orgId?: string;
  /** Of an account of the caller's own org. */
  readonly clientId?: string;
}

/** A step of a resource through its review. */
export interface HistoryStep {
  /** RFC 3339 in UTC. */
  readonly createdDate: string;
  readonly state: State;
  readonly etag: string;
  readonly by: Actor;
  /** Why, in the words of who decided. */
  readonly reason?: string;
  readonly validationReports: readonly ValidationReport[];
  readonly processingReports: readonly ValidationReport[];
}

/** A receiver of an org's events. */
export interface Webhook {
  readonly orgId: string;
  /** A UUID. */
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly createdDate: string;
  readonly url: string;
  readonly types: readonly (
    | "PROCESSING_SUCCESSFUL"
    | "VALIDATION_FAILURE"
    | "PROCESSING_FAILURE"
    | "DELEGATION"
  )[];
  /** What `Business-Webhook-Environment` says. */
  readonly environment: string;
}

/** One event for one webhook. */
export interface Delivery {
  readonly eventId: string;
  /** `waiting` for an older one of the same resource; `given_up` where the receiver did not take it in time. */
  readonly status: "waiting" | "pending" | "delivered" | "given_up";
  readonly attempts: number;
  /** RFC 3339 in UTC. */
  readonly queuedDate: string;
  /** When it is tried next, while it is `pending`: RFC 3339 in UTC. */
  readonly dueDate?: string;
  readonly lastAttempt?: {
    /** RFC 3339 in UTC. */
    readonly date: string;
    /** The HTTP status, where there was an answer. */
    readonly status?: number;
    readonly error?: string;
    /** The beginning of the answer's body. */
    readonly answer?: string;
  };
  /** What is sent; absent where it tells of a brand that is no longer shared. */
  readonly body?: string;
}
