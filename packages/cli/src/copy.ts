import { desiredOf, makePlan } from "@callmark/sync";
import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { exampleText } from "./examples.ts";
import { interruptible } from "./interrupt.ts";
import { type BeginOptions, beginAndRun } from "./sync/begin.ts";
import { findBrand, pagesOf } from "./sync/brand.ts";
import { addDeleteOptions, addPaceOptions } from "./sync/options.ts";
import { keepHeapSmall } from "./sync/small-heap.ts";

interface Options extends BeginOptions {
  readonly from: string;
  readonly to: string;
  readonly brand?: string;
  readonly fromBrand?: string;
  readonly toBrand?: string;
}

export function buildCopy(copy: Command): void {
  copy
    .requiredOption("--from <profile>", "the profile whose brand is copied")
    .requiredOption("--to <profile>", "the profile whose brand becomes the same")
    .option("--brand <id>", "the brand on both servers (default: each profile's own)")
    .option("--from-brand <id>", "the brand that is copied")
    .option("--to-brand <id>", "the brand that becomes the same");
  addDeleteOptions(copy).option("--yes", "do not ask first");
  addPaceOptions(copy)
    .option("--rejected <file>", "where the numbers go that are refused", "rejected.csv")
    .option("--json", "print {id, target, done: {create, update, delete}, refused, seconds, rejected}")
    .addHelpText(
      "after",
      exampleText([
        "callmark copy --from staging --to live",
        "callmark copy --from live --to demo --to-brand 2001 --delete --yes",
      ]),
    )
    .action(copyBrand);
}

async function copyBrand(options: Options): Promise<void> {
  const { from, to, json = false } = options;
  const source = await findBrand({ profile: from, brand: options.fromBrand ?? options.brand }, options.rate);
  const brand = await findBrand({ profile: to, brand: options.toBrand ?? options.brand }, options.rate);
  const [one, other] = [source.target, brand.target];
  if (one.baseUrl === other.baseUrl && one.orgId === other.orgId && one.brandId === other.brandId) {
    throw new UsageError(`Both are brand ${one.brandId} at ${one.baseUrl}`);
  }
  const plan = await interruptible(async (signal) => {
    keepHeapSmall();
    const desired = await desiredOf(pagesOf(source, { signal, quiet: json }));
    const remote = pagesOf(brand, { signal, quiet: json });
    return makePlan({ target: brand.target, desired, remote, now: new Date() });
  }, "nothing was changed");
  const file = `brand ${one.brandId} at ${one.baseUrl}`;
  await beginAndRun({ plan, brand, file, isSeen: false }, options);
}
