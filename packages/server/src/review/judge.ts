import type { TakenReview, Verdict } from "../registry/reviews.ts";

/** Who decides on what was submitted. What it throws is tried again, a bounded number of times. */
export interface Judge {
  /** What it is called where somebody asks who decided. */
  readonly name: string;
  /** `now` in milliseconds since 1970. */
  judge(review: TakenReview, now: number): Verdict | Promise<Verdict>;
}
