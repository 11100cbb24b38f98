/** The states of a resource, in the order of its life. */
export const STATES = ["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED", "DELETED"] as const;
export type State = (typeof STATES)[number];
