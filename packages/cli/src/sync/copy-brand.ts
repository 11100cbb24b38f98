import { desiredOf, makePlan } from "@callmark/sync";
import { UsageError } from "../errors.ts";
import { interruptible } from "../interrupt.ts";
import { type BeginOptions, beginAndRun } from "./begin.ts";
import { findBrand, pagesOf } from "./brand.ts";
import { expectIdle } from "./brand-lock.ts";
import { keepHeapSmall } from "./small-heap.ts";
import { stateFolder } from "./state-folder.ts";

export interface CopyOptions extends BeginOptions {
  readonly from: string;
  readonly to: string;
  readonly brand?: string;
  readonly fromBrand?: string;
  readonly toBrand?: string;
}

/** Brings a brand in step with another one, which may be on another server. */
export async function copyBrand(options: CopyOptions): Promise<void> {
  const { from, to, json = false } = options;
  const source = await findBrand({ profile: from, brand: options.fromBrand ?? options.brand }, options.rate);
  const brand = await findBrand({ profile: to, brand: options.toBrand ?? options.brand }, options.rate);
  const [one, other] = [source.target, brand.target];
  if (one.baseUrl === other.baseUrl && one.orgId === other.orgId && one.brandId === other.brandId) {
    throw new UsageError(`Both are brand ${one.brandId} at ${one.baseUrl}`);
  }
  await expectIdle(stateFolder(process.env), other);
  const plan = await interruptible(async (signal) => {
    keepHeapSmall();
    const desired = await desiredOf(pagesOf(source, { signal, quiet: json }));
    const remote = pagesOf(brand, { signal, quiet: json });
    const made = await makePlan({ target: brand.target, desired, remote, now: new Date() });
    // Somebody who asks to stop while the last of it is compared does not see it done.
    signal.throwIfAborted();
    return made;
  }, "nothing was changed");
  const file = `brand ${one.brandId} at ${one.baseUrl}`;
  await beginAndRun({ plan, brand, file, isSeen: false }, options);
}
