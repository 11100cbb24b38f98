import type { ConnectionOptions } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { tell } from "../output.ts";
import { type Apply, holdApply, planOf, unfinishedApplies } from "./applies.ts";
import { expectTarget, findBrand } from "./brand.ts";
import { holdBrand } from "./brand-lock.ts";
import type { PaceOptions } from "./options.ts";
import { runApply } from "./run-apply.ts";
import { stateFolder } from "./state-folder.ts";

export interface ResumeOptions extends ConnectionOptions, PaceOptions {
  readonly json?: boolean;
}

/**
 * Goes on with an apply that is not finished.
 *
 * @param which its id; `true` for the newest
 */
export async function resume(which: string | true, options: ResumeOptions): Promise<void> {
  const state = stateFolder(process.env);
  const apply = await findUnfinished(state, which, options);
  await using _apply = await holdApply(apply);
  const plan = await planOf(apply);
  const { rate, concurrency, profile } = { ...apply.about, ...options };
  const { orgId: org, brandId } = plan.target;
  const brand = await findBrand({ org, brand: brandId, ...options, profile }, rate);
  expectTarget(plan, brand);
  await using _brand = await holdBrand(state, plan.target);
  const { json = false } = options;
  const { id, about } = apply;
  tell(`Going on with ${id}, of ${about.file}`, { json, facts: { id, file: about.file } });
  await runApply({ apply: { ...apply, about: { ...about, concurrency } }, plan, brand, json });
}

/** The one that is meant; others that might be are named. */
async function findUnfinished(
  state: string,
  which: string | true,
  { profile, json = false }: ResumeOptions,
): Promise<Apply> {
  const all = await unfinishedApplies(state);
  const fitting = all.filter(({ id, about }) =>
    which === true ? profile === undefined || about.profile === profile : id === which,
  );
  const [newest, ...others] = fitting;
  if (newest === undefined) {
    const known = all.map(({ id, about }) => `\n  ${id}  ${about.file}`).join("");
    const named = which === true ? "No apply" : `No apply ${which}`;
    throw new UsageError(`${named} is unfinished in ${state}${known === "" ? "" : `; there is:${known}`}`);
  }
  for (const { id, about } of others) {
    const message = `Also unfinished: ${id}, of ${about.file}; callmark apply --resume ${id} goes on with it, callmark applies remove ${id} forgets it`;
    tell(message, { json, facts: { id, file: about.file } });
  }
  return newest;
}
