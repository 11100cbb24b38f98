import type { State } from "@callmark/contract";
import type { Said } from "./events.ts";
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
  /** Of an asset: its picture, in pixels. */
  readonly image?: { readonly width: number; readonly height: number };
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
  /** Takes what is due for `delay` milliseconds, until the lease ends. */
  takeReviews(input: {
    now: number;
    delay: number;
    until: number;
    worker: string;
    atMost: number;
  }): Promise<readonly TakenReview[]>;
  settleReviews(input: { decisions: readonly Decision[]; now: number }): Promise<readonly Decided[]>;
  listReviews(input: {
    after?: Position;
    limit: number;
  }): Promise<{ readonly reviews: readonly Review[]; readonly total: number }>;
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
