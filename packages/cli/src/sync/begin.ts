import { resolve } from "node:path";
import { deletesAllowed, type Plan, readDeleteLimit, requestsOf } from "@callmark/sync";
import { expectWritable } from "../atomic-file.ts";
import { UsageError } from "../errors.ts";
import { print } from "../output.ts";
import { count, counted } from "../progress.ts";
import { confirmed } from "../prompts.ts";
import { beginApply, holdApply } from "./applies.ts";
import type { Brand } from "./brand.ts";
import { holdBrand } from "./brand-lock.ts";
import { concurrencyOf, DEFAULT_MAX_DELETES, type DeleteOptions, type PaceOptions } from "./options.ts";
import { runApply } from "./run-apply.ts";
import { stateFolder } from "./state-folder.ts";
import { summaryLines } from "./summary.ts";

export interface BeginOptions extends PaceOptions, DeleteOptions {
  readonly rejected: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export interface Begin {
  readonly plan: Plan;
  readonly brand: Brand;
  /** What the plan was made from, for people. */
  readonly file: string;
  /** Has somebody seen the plan already? */
  readonly isSeen: boolean;
}

/** Does a plan from its beginning: checks what it would delete, asks, and keeps it so that it can be gone on with. */
export async function beginAndRun(
  { plan, brand, file, isSeen }: Begin,
  options: BeginOptions,
): Promise<void> {
  const { delete: deletes = false, json = false, yes, rate } = options;
  const extent = { deletes, requestsPerSecond: brand.requestsPerSecond };
  if (!json) process.stdout.write(`${summaryLines(plan, extent).join("\n")}\n`);
  const requests = requestsOf(plan, extent);
  if (requests === 0) {
    const result = {
      id: null,
      target: plan.target,
      done: { create: 0, update: 0, delete: 0 },
      found: 0,
      refused: 0,
      failed: 0,
      seconds: 0,
    };
    return print({ ...result, rejected: null }, { json, lines: ["Nothing is to be done"] });
  }
  if (deletes) expectFewDeletes(plan, options);
  await expectWritable(options.rejected);
  const question = `Send ${counted(requests, "request")}?`;
  if (!isSeen && !(await confirmed(question, { yes }))) return;
  const about = {
    file,
    ...(brand.profile !== undefined && { profile: brand.profile }),
    deletes,
    rejected: resolve(options.rejected),
    ...(rate !== undefined && { rate }),
    concurrency: concurrencyOf(options),
  };
  const state = stateFolder(process.env);
  await using _brand = await holdBrand(state, plan.target);
  const apply = await beginApply(state, { plan, about, now: new Date() });
  await using _apply = await holdApply(apply);
  await runApply({ apply, plan, brand, json });
}

function expectFewDeletes(plan: Plan, { maxDeletes = DEFAULT_MAX_DELETES }: DeleteOptions): void {
  const limit = readDeleteLimit(maxDeletes);
  if (limit === undefined)
    throw new UsageError(`--max-deletes: '${maxDeletes}' is neither a number nor a share`);
  const allowed = deletesAllowed(plan, limit);
  const { counts, remote } = plan;
  if (counts.delete <= allowed) return;
  throw new Error(
    `It would delete ${count(counts.delete)} of ${count(remote)} caller IDs; --max-deletes ${maxDeletes} allows ${count(allowed)}. Nothing was done`,
  );
}
