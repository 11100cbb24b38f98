import { UsageError } from "../errors.ts";
import { oneLine } from "../listing/text.ts";
import { print } from "../output.ts";
import { count } from "../progress.ts";
import { confirmed } from "../prompts.ts";
import { type Apply, holdApply, removeApply, unfinishedApplies } from "./applies.ts";
import { writeRejected } from "./rejected-file.ts";
import { factsOf, type Standing, standingOf } from "./standing.ts";
import { stateFolder } from "./state-folder.ts";
import { tellRows } from "./tell-rows.ts";

export interface RemoveOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Forgets an apply that is not finished: says what it has done and what not, and asks. The rows that were refused are
 * written where the apply would have written them at its end. Throws `UsageError` where there is none, or it is running.
 */
export async function removeUnfinished(id: string, options: RemoveOptions): Promise<void> {
  const { yes, json = false } = options;
  const state = stateFolder(process.env);
  const apply = (await unfinishedApplies(state)).find((one) => one.id === id);
  if (apply === undefined) {
    throw new UsageError(
      `No apply ${id} is unfinished in ${state}`,
      "→ callmark applies list lists those that are",
    );
  }
  await using _apply = await holdApply(apply);
  const standing = await standingOf(apply);
  if (!json) process.stdout.write(`${standingLines(apply, standing).join("\n")}\n`);
  if (!(await confirmed("Forget it, so that nobody can go on with it?", { yes }))) return;
  const rejected = "damage" in standing ? null : await saveRefused(apply, standing, json);
  await removeApply(apply);
  const written = rejected === null ? "" : `; the rows that were refused are in ${rejected}`;
  const facts =
    "damage" in standing
      ? { id, file: apply.about.file, damage: standing.damage }
      : { ...factsOf(apply, standing), underWay: standing.underWay, rejected };
  print(facts, { json, lines: [`Apply ${id} is forgotten${written}`] });
}

async function saveRefused(apply: Apply, { plan, applied }: Standing, json: boolean): Promise<string | null> {
  const rejected = await writeRejected(plan, applied, apply.about.rejected);
  tellRows(plan, applied.refused, json);
  tellRows(plan, applied.failed, json);
  return rejected;
}

function standingLines({ id, about }: Apply, standing: Standing | { readonly damage: string }): string[] {
  const name = `Apply ${id}, of ${oneLine(about.file)}`;
  if ("damage" in standing) {
    return [name, `  What it has done cannot be read any more: ${oneLine(standing.damage)}`];
  }
  const { plan, applied, underWay } = standing;
  const { done, found, refused, failed, left } = applied;
  const unknown = underWay === 0 ? "" : `; ${count(underWay)} of them began, and may be done all the same`;
  return [
    `${name}, for brand ${plan.target.brandId} at ${plan.target.baseUrl}`,
    `  ${count(done.create)} created, ${count(done.update)} updated, ${count(done.delete)} deleted; all that stays as it is`,
    ...(found > 0 ? [`  ${count(found)} found done already`] : []),
    ...(refused.length > 0
      ? [`  ${count(refused.length)} refused; their rows go into ${about.rejected}`]
      : []),
    ...(failed.length > 0 ? [`  ${count(failed.length)} failed on the server`] : []),
    `  ${count(left)} not done${unknown}`,
  ];
}
