import type { State } from "@callmark/contract";
import type { Said } from "./events.ts";
import type { Finding } from "./rules.ts";
import type {
  AccessChanged,
  Collection,
  KindName,
  Missing,
  NoParent,
  Position,
  ReadKept,
  StaleEtag,
} from "./store.ts";

/** A version that waits for its review. */
export interface Review {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly id: string;
  /** The version that is judged. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly submitted: number;
  /** How often somebody has begun to judge it. */
  readonly attempts: number;
}

/** A review that is taken by somebody, with what it is about. */
export interface TakenReview extends Review {
  /** The resource's JSON. */
  readonly body: string;
  /**
   * What the registry finds by itself, by the rules of today: the version may have been submitted before there were
   * such. Absent where it is only looked at.
   */
  readonly findings?: readonly Finding[];
}

export interface TakenReviews {
  readonly taken: readonly TakenReview[];
  /** How many places of the queue did not fit their resources, and were mended or given up. */
  readonly mended: number;
}

/** What a review came to. A decision on a version that has moved on is dropped: the new one is reviewed by itself. */
export type Verdict =
  | { readonly state: "PUBLISHED" | "REJECTED" | "FAILED"; readonly said: Said }
  | {
      /** When it may be taken again, in milliseconds since 1970. */
      readonly postponedTo: number;
      /** Was it no attempt, but too early? */
      readonly early?: true;
    };

export interface Decision {
  readonly review: Pick<Review, "kind" | "collection" | "id" | "etag">;
  readonly verdict: Verdict;
  /** Who took it; absent for a person, who need not take it first. */
  readonly takenBy?: string;
  /** Who decides: a reviewer's account, or what the registry does by itself. */
  readonly by: string;
}

export type Decided = "decided" | "postponed" | "missing" | "staleEtag" | "taken" | "decidedBefore";

/** What has become of a review where it was decided, by the state that the version came to. */
export const DECIDED = { PUBLISHED: "published", REJECTED: "rejected", FAILED: "failed" } as const;

/** What may become of a review that somebody took or decided; a decision is dropped that comes too late. */
export const REVIEW_OUTCOMES = [...Object.values(DECIDED), "postponed", "dropped"] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Told of each review, with the seconds that have passed since its version was submitted. */
export type Reviewed = (kind: KindName, outcome: ReviewOutcome, seconds: number) => void;

/** What has become of a decision, in one word. */
export function reviewOutcome(
  { verdict }: Pick<Decision, "verdict">,
  decided: Decided | undefined,
): ReviewOutcome {
  if (decided === "postponed") return "postponed";
  if (decided !== "decided" || !("state" in verdict)) return "dropped";
  return DECIDED[verdict.state];
}

/** A version that was published, with the time in which it was in force, in milliseconds since 1970. */
export interface Version {
  readonly etag: string;
  /** The resource's JSON. */
  readonly body: string;
  readonly began: number;
  /** Absent while nothing has taken its place. */
  readonly ended?: number;
}

/** A step of a resource's review: it keeps the etag that it judged, and moves `updatedDate`. */
export interface ChangeState {
  readonly kind: KindName;
  readonly collection: Collection;
  readonly id: string;
  /** The version that was judged; where it has moved on, nothing is changed. */
  readonly etag: string;
  readonly state: State;
  readonly by: string;
  readonly now: number;
  /** Why, and what was found. */
  readonly said?: Said;
}

/** The review has no such step from the state that the resource is in. */
export interface NoStep {
  readonly outcome: "noStep";
  readonly state: State;
}

/** What the registry asks of a database about reviews; see `StoreOperations`. */
export interface ReviewOperations {
  changeState(input: ChangeState): Promise<Missing | StaleEtag | NoStep | { readonly outcome: "changed" }>;
  /**
   * Takes what is due for `delay` milliseconds, until the lease ends. What can never be judged, since the resource is not
   * there or awaits no review, leaves the queue; where another version waits than the queue says, that one is queued.
   */
  takeReviews(input: {
    now: number;
    delay: number;
    until: number;
    worker: string;
    atMost: number;
  }): Promise<TakenReviews>;
  settleReviews(input: { decisions: readonly Decision[]; now: number }): Promise<readonly Decided[]>;
  listReviews(input: {
    after?: Position;
    limit: number;
  }): Promise<{ readonly reviews: readonly Review[]; readonly more?: Position; readonly total: number }>;
  findReview(input: { kind: KindName; brandId: string; id: string }): Promise<TakenReview | undefined>;
  /** The versions of a resource that were in force, newest first. */
  listVersions(
    input: ReadKept,
  ): Promise<
    | AccessChanged
    | NoParent
    | Missing
    | { readonly outcome: "versions"; readonly versions: readonly Version[]; readonly more?: Position }
  >;
  /** The version of a resource that was in force at a moment, in milliseconds since 1970. */
  findVersion(input: {
    kind: KindName;
    collection: Collection;
    id: string;
    at: number;
  }): Promise<Version | undefined>;
}
