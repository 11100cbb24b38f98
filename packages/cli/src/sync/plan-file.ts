import type { State } from "@callmark/client";
import { makePlan, type Plan, writePlan } from "@callmark/sync";
import { expectFree, writeWhole } from "../atomic-file.ts";
import type { ConnectionOptions } from "../connection.ts";
import { interruptible } from "../interrupt.ts";
import { print } from "../output.ts";
import { type Brand, findBrand, pagesOf } from "./brand.ts";
import { readDesiredFile } from "./desired-file.ts";
import type { ReadingOptions } from "./options.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { summaryLines, summaryOf } from "./summary.ts";

export interface PlanOptions extends ConnectionOptions, ReadingOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly resubmit?: readonly State[];
  readonly delete?: boolean;
  readonly rate?: number;
  readonly json?: boolean;
}

/** Plans what would bring a brand in step with a file, and says it. */
export async function planFile(file: string, options: PlanOptions): Promise<void> {
  const { out, force = false, json = false } = options;
  if (out !== undefined) await expectFree(out, { force });
  const brand = await findBrand(options, options.rate);
  const plan = await interruptible(async (signal) => {
    const made = await planFrom(file, brand, options, signal);
    if (out !== undefined) await writeWhole(out, writePlan(made), { force, signal });
    return made;
  }, "there is no plan");
  const extent = { deletes: options.delete ?? false, requestsPerSecond: brand.requestsPerSecond };
  const written = out === undefined ? [] : [`The plan is in ${out}: callmark apply ${out} does it`];
  print(summaryOf(plan, extent), { json, lines: [...summaryLines(plan, extent), ...written] });
}

/** Reads what a file asks for, and compares it with what the brand has. Throws the signal's reason once it is aborted. */
export async function planFrom(
  file: string,
  brand: Brand,
  { resubmit, json = false, ...reading }: ReadingOptions & Pick<PlanOptions, "resubmit" | "json">,
  signal: AbortSignal,
): Promise<Plan> {
  keepHeapSmall();
  const desired = await readDesiredFile(file, reading, { json, signal });
  const plan = await makePlan({
    target: brand.target,
    desired,
    remote: pagesOf(brand, { signal, quiet: json }),
    now: new Date(),
    ...(resubmit !== undefined && { resubmit }),
  });
  // Somebody who asks to stop while the last of it is compared does not see it done.
  signal.throwIfAborted();
  return plan;
}
