import { AUTOMATIC_REVIEW } from "../registry/actors.ts";
import type { Judge } from "./judge.ts";

/** Publishes whatever waits: what breaks a rule that needs nobody's eyes was rejected when it was submitted. */
export const automatic: Judge = {
  name: AUTOMATIC_REVIEW,
  judge: () => ({ state: "PUBLISHED", said: {} }),
};
