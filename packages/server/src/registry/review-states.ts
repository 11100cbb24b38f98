import type { State } from "@callmark/contract";

/**
 * The steps that a resource may take, by the state that it is in. An update leads from any state back to `SUBMITTED`,
 * and a deletion from any to `DELETED`; all others are steps of its review.
 */
export const STEPS: Readonly<Record<State, readonly State[]>> = {
  SUBMITTED: ["PROCESSING", "SUBMITTED", "DELETED"],
  PROCESSING: ["PUBLISHED", "REJECTED", "FAILED", "SUBMITTED", "DELETED"],
  PUBLISHED: ["SUBMITTED", "DELETED"],
  REJECTED: ["SUBMITTED", "DELETED"],
  FAILED: ["SUBMITTED", "DELETED"],
  DELETED: [],
};

/** May a resource go from one state to another? One that is not there yet may only be `SUBMITTED`. */
export function isStep(from: State | undefined, to: State): boolean {
  return from === undefined ? to === "SUBMITTED" : STEPS[from].includes(to);
}

/** Is it a step of the review, rather than an update or a deletion? */
export function isReviewStep(from: State, to: State): boolean {
  return to !== "SUBMITTED" && to !== "DELETED" && isStep(from, to);
}

/** Does a resource in this state wait for its review, or is it under way? */
export function isInReview(state: State): boolean {
  return state === "SUBMITTED" || state === "PROCESSING";
}
