import type { Store } from "../src/registry/store.ts";
import type { StoreOptions } from "../src/store/options.ts";

/** A store that reads two rows whole at the most, and says how often it has had to scan so far. */
export async function openCountingScans(
  open: (options: StoreOptions) => Promise<Store>,
): Promise<AsyncDisposable & { readonly store: Store; readonly scans: () => number }> {
  let scans = 0;
  const waited = (work: string) => {
    if (work === "scan") scans += 1;
  };
  const store = await open({ freeRows: 2, waited });
  return { store, scans: () => scans, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
