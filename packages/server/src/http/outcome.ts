import { notFound, Problem, problem } from "../registry/problem.ts";
import { rejected } from "../registry/rules.ts";
import type { AccessChanged, Grant, Missing, NoParent, Rejected, StaleEtag } from "../registry/store.ts";
import type { Deps, Exchange } from "./exchange.ts";

/** Access changed since the grant was read: the pipeline reads it anew and asks again. */
export class AccessMoved extends Error {
  override readonly name = "AccessMoved";
}

/** The outcome of what the store did for a token that still counts; throws where it may no longer. */
export function unmoved<Outcome extends { readonly outcome: string }>(
  outcome: Outcome,
): Exclude<Outcome, AccessChanged> {
  if (outcome.outcome === "accessChanged") throw new AccessMoved();
  return outcome as Exclude<Outcome, AccessChanged>;
}

/** Throws where the token that a request was let in with may no longer count. */
export async function expectUnmoved(
  { store }: Pick<Deps, "store">,
  { accessRevision }: Pick<Grant, "accessRevision">,
): Promise<void> {
  unmoved(await store.probe({ accessRevision }));
}

/** Does something whose refusal counts only if the token that it answers still does. */
export async function refusable<T>(
  deps: Pick<Deps, "store">,
  grant: Pick<Grant, "accessRevision">,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) await expectUnmoved(deps, grant);
    throw error;
  }
}

type Refusal = AccessChanged | NoParent | Missing | StaleEtag | Rejected;

/** The outcome where the store did what it was asked; throws what the client is told otherwise. */
export function settled<Outcome extends { readonly outcome: string }>(
  { kind, deps }: Pick<Exchange, "kind" | "deps">,
  outcome: Outcome,
): Exclude<Outcome, Refusal> {
  const refusal = outcome as Refusal;
  switch (refusal.outcome) {
    case "accessChanged":
      throw new AccessMoved();
    case "noParent":
      throw notFound(kind.parent?.label ?? "Organization");
    case "missing":
      throw notFound(kind.label);
    case "staleEtag":
      throw problem("PreconditionFailed", "If-Match does not have the current etag of the resource", {
        details: { header: "If-Match" },
      });
    case "rejected":
      throw rejected(refusal.findings, deps.clock());
    default:
      return outcome as Exclude<Outcome, Refusal>;
  }
}
