import { ALL_RULES, type JudgedKind } from "./all-rules.ts";
import { type Reviewed, valueAt } from "./review-finding.ts";
import type { TakenReview } from "./reviews.ts";
import { hasViolation, type Rule } from "./rules.ts";

/**
 * The rules of a kind that whoever reviews it may name: what the answer to the write has said, or the registry finds by
 * itself, is no reviewer's to say, and what is no violation rejects nothing.
 */
export function reviewRules(kind: JudgedKind): readonly Rule[] {
  return ALL_RULES[kind].filter(
    (rule) => rule.mode === "asynchronous" && rule.unaided !== true && hasViolation([{ rule }]),
  );
}

/** Those of them that a version can break: no update breaks a rule of creates, and no cover photo one of logos. */
export function rulesForVersion({
  kind,
  body,
  submitted,
}: Pick<TakenReview, "kind" | "body" | "submitted">): readonly Rule[] {
  const resource = JSON.parse(body) as Reviewed;
  const method = Date.parse(String(resource.createdDate)) === submitted ? "POST" : "PUT";
  return reviewRules(kind).filter(
    ({ method: judged, only = {} }) =>
      (judged === "POST_AND_PUT" || judged === method) &&
      Object.entries(only).every(([path, value]) => valueAt(resource, path) === value),
  );
}
