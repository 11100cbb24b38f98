import {
  BadRequest,
  ConnectionLost,
  NotFound,
  Rejected,
  ServiceUnavailable,
  StaleEtag,
  Unauthorized,
  UnexpectedAnswer,
} from "../errors.ts";
import type { Operation } from "./request.ts";

/** What a failed attempt leaves behind. */
export type Situation =
  /** 401. */
  | "token refused"
  /** 429, or a connection that was never there: nothing was carried out. */
  | "turned away"
  /** No answer, or not all of it; 502, 503, 504: it may have been carried out. */
  | "lost"
  /** A refusal of what was submitted, after an attempt that was lost. */
  | "refused after a lost one"
  /** 412 after an attempt that was lost. */
  | "stale after a lost one"
  /** 404 after an attempt that was lost. */
  | "missing after a lost one";

/** What is done about it. */
export type Step =
  /** Fetch another token and send again, once in a call, at once. */
  | "renew token"
  /** Wait, and send again. */
  | "send again"
  /** Wait, look whether it was carried out, and send again where it was not. */
  | "look, then send again"
  /** Look whether it was carried out; otherwise the refusal counts. */
  | "look"
  /** Take it as carried out. */
  | "take as done"
  /** Say that nobody knows. */
  | "give up";

/** A line of the retry policy. */
export interface PolicyLine {
  readonly after: Situation;
  readonly of: readonly Operation[];
  readonly step: Step;
  readonly because: string;
}

const EVERY = ["read", "create", "update", "delete", "upload", "decide", "replay"] as const;

/**
 * The retry policy, whole: what is not here is thrown at once. No line hangs on a code of an error, or on anything else
 * that servers of this API do differently.
 */
export const RETRY_POLICY: readonly PolicyLine[] = [
  {
    after: "token refused",
    of: EVERY,
    step: "renew token",
    because:
      "A token may end before its time, and nothing was carried out. A second 401 is about the account.",
  },
  {
    after: "turned away",
    of: [...EVERY, "token"],
    step: "send again",
    because: "Nothing was carried out.",
  },
  {
    after: "lost",
    of: ["read", "token"],
    step: "send again",
    because: "Asking changes nothing, and a new token ends no older one.",
  },
  {
    after: "lost",
    of: ["create"],
    step: "look, then send again",
    because:
      "It may have been created. Sent blindly, it would be there twice, or be refused as a duplicate of itself.",
  },
  {
    after: "refused after a lost one",
    of: ["create"],
    step: "look",
    because:
      "The lost one may have come to the server after the look, and be what this one is a duplicate of.",
  },
  {
    after: "lost",
    of: ["update"],
    step: "send again",
    because: "It names the etag: if the lost one was carried out, this one is stale and changes nothing.",
  },
  {
    after: "stale after a lost one",
    of: ["update"],
    step: "look",
    because: "Either the lost one moved the etag, and the details are these; or somebody else did.",
  },
  {
    after: "lost",
    of: ["delete"],
    step: "send again",
    because: "It names the etag, and what is deleted is not deleted twice.",
  },
  {
    after: "missing after a lost one",
    of: ["delete"],
    step: "take as done",
    because: "What should go is gone.",
  },
  {
    after: "lost",
    of: ["upload"],
    step: "send again",
    because: "An image that no asset names is shown nowhere.",
  },
  {
    after: "lost",
    of: ["decide"],
    step: "send again",
    because: "It names the etag, and a version is decided once.",
  },
  {
    after: "missing after a lost one",
    of: ["decide"],
    step: "give up",
    because: "It is decided, but by the lost one or by another reviewer: the server does not tell.",
  },
  {
    after: "lost",
    of: ["replay"],
    step: "send again",
    because: "What is queued is not queued twice, and a receiver knows a duplicate by its id.",
  },
];

/** What is to be done about an error; `undefined` where it counts. `wasLost` tells of an earlier attempt. */
export function stepAfter(operation: Operation, error: unknown, wasLost: boolean): Step | undefined {
  const situation = situationOf(error, wasLost);
  return RETRY_POLICY.find(({ after, of }) => after === situation && of.includes(operation))?.step;
}

/** Whether an attempt that failed so may have been carried out. */
export function isLost(error: unknown): boolean {
  return situationOf(error, false) === "lost";
}

function situationOf(error: unknown, wasLost: boolean): Situation | undefined {
  if (error instanceof Unauthorized) return "token refused";
  if (error instanceof ConnectionLost) return error.neverSent ? "turned away" : "lost";
  if (error instanceof ServiceUnavailable) return error.status === 429 ? "turned away" : "lost";
  // A success that cannot be read: it was carried out, and nobody knows with what outcome.
  if (error instanceof UnexpectedAnswer && (error.status ?? 300) < 300) return "lost";
  if (!wasLost) return undefined;
  if (error instanceof Rejected || error instanceof BadRequest) return "refused after a lost one";
  if (error instanceof StaleEtag) return "stale after a lost one";
  return error instanceof NotFound ? "missing after a lost one" : undefined;
}
