import { notFound } from "../../registry/problem.ts";
import type { AccessChanged, Missing, NoParent } from "../../registry/store.ts";
import { AccessMoved } from "../outcome.ts";

type Refusal = AccessChanged | NoParent | Missing;

/** The outcome where the store found what it was asked for; throws what the client is told otherwise. */
export function found<Outcome extends { readonly outcome: string }>(
  outcome: Outcome,
  what = "Resource",
): Exclude<Outcome, Refusal> {
  switch ((outcome as Refusal).outcome) {
    case "accessChanged":
      throw new AccessMoved();
    case "noParent":
      throw notFound("Brand");
    case "missing":
      throw notFound(what);
    default:
      return outcome as Exclude<Outcome, Refusal>;
  }
}
