import type { State, ValidationReport } from "./resource.ts";

/** What the wire calls a kind of resource where it tells of one. */
export type ResourceType = "BRAND" | "BRAND_ASSET" | "BUSINESS_CALLER_ID";

/** How a review ended: published, rejected, failed. */
export type ReviewOutcome = "PROCESSING_SUCCESSFUL" | "VALIDATION_FAILURE" | "PROCESSING_FAILURE";

interface NoticeHead {
  /** The org of the path. */
  readonly orgId: string;
  /** Not a number: of the form `<resourceId>_<etag>_<type>`. */
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly createdDate: string;
}

/** The version of a resource that a notice speaks of. */
export interface NoticedResource {
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly etag: string;
  readonly state: State;
  readonly brandId: string;
}

/** That something was reviewed. */
export interface ReviewNotification extends NoticeHead {
  readonly type: ReviewOutcome;
  readonly resourceDetails: NoticedResource;
  /** Where the feedback on it is. */
  readonly feedbackUrl: string;
}

/** That a brand is shared with the org, or no longer. */
export interface DelegationNotification extends NoticeHead {
  readonly type: "DELEGATION";
  readonly operation: "CREATE" | "DELETE";
  readonly resourceDetails: {
    readonly resourceType: ResourceType;
    readonly resourceId: string;
    readonly etag: string;
    readonly brandId: string;
    /** Whose brand it is. */
    readonly delegationDetails: {
      readonly orgId: string;
      readonly orgLegalName: string;
      readonly state: "ACTIVE" | "NOT_ACTIVE";
    };
  };
}

/** That something happened. */
export type Notification = ReviewNotification | DelegationNotification;

/** What a review found. */
export interface Feedback extends NoticeHead {
  readonly type: ReviewOutcome;
  readonly resourceDetails: NoticedResource;
  readonly validationReports: readonly ValidationReport[];
  readonly processingReports: readonly ValidationReport[];
}

/** A step in the life of a resource, as the stream of events tells it. */
export interface ResourceEvent extends NoticeHead {
  readonly type: ReviewOutcome | "SUBMITTED" | "PROCESSING" | "DELETED" | "DELEGATION";
  readonly operation?: "CREATE" | "DELETE";
  readonly resourceDetails: Omit<NoticedResource, "state"> & {
    readonly state?: State;
    readonly delegationDetails?: DelegationNotification["resourceDetails"]["delegationDetails"];
  };
  readonly validationReports: readonly ValidationReport[];
  readonly processingReports: readonly ValidationReport[];
}

/** What notifications can be filtered by. */
export type NotificationField = "createdDate" | "resourceType";

/** What feedback can be filtered by. */
export type FeedbackField = "createdDate" | "etag" | "id" | "resourceId" | "resourceType" | "type" | "code";
