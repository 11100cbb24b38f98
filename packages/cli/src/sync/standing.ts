import { type Applied, appliedOf, JournalError, type Plan, PlanError } from "@callmark/sync";
import { type Apply, planOf, progressOf } from "./applies.ts";

/** How far an apply is that is not finished. */
export interface Standing {
  readonly plan: Plan;
  readonly applied: Applied;
  /** Of those that are left, the rows whose request was sent, and nobody knows what became of it. */
  readonly underWay: number;
}

/** Reads how far an apply is; where its plan or its journal is damaged or gone, gives the reason. */
export async function standingOf(apply: Apply): Promise<Standing | { readonly damage: string }> {
  try {
    const plan = await planOf(apply);
    const progress = await progressOf(apply, plan);
    const applied = appliedOf({ plan, progress, deletes: apply.about.deletes });
    return { plan, applied, underWay: progress.begun.size };
  } catch (error) {
    const isDamaged =
      error instanceof PlanError ||
      error instanceof JournalError ||
      (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!isDamaged) throw error;
    return { damage: (error as Error).message };
  }
}

/** What `--json` says of it. */
export function factsOf({ id, about }: Apply, { plan, applied }: Standing) {
  const { done, found, refused, failed, left } = applied;
  return {
    id,
    file: about.file,
    target: plan.target,
    done,
    found,
    refused: refused.length,
    failed: failed.length,
    left,
  };
}
