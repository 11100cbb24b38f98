import type { Said } from "./events.ts";
import type { Collection, KindName } from "./store.ts";

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
