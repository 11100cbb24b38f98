import type { Store } from "../src/registry/store.ts";
import type { StoreEngine } from "./engines.ts";
import { NOW } from "./requests.ts";
import { newWorld } from "./worlds.ts";

/** The access revision of a registry, as a grant that is read now has it. */
export async function revisionOf(store: Store): Promise<number> {
  for (let accessRevision = 1; accessRevision < 1_000; accessRevision += 1) {
    if ((await store.probe({ accessRevision })).outcome === "present") return accessRevision;
  }
  throw new Error("No revision");
}

/** Owner and partner in a registry of their own, since each delegation changes the access of all. */
export async function delegationParties(engine: StoreEngine) {
  const opened = await engine.open();
  const { store, brand, sister, foreign } = await newWorld(opened.store);
  const partnerId = foreign.orgId;
  const of = (brandId: string) => ({ brandId, partnerId, by: "tests", now: NOW });
  /** What a partner's request carries. */
  const seen = async () => ({ partnerId, accessRevision: await revisionOf(store) });
  return {
    ...{ opened, store, second: await opened.another(), brand, sister, foreign, partnerId, seen },
    share: (brandId: string) => store.share(of(brandId)),
    unshare: (brandId: string) => store.unshare(of(brandId)),
  };
}
