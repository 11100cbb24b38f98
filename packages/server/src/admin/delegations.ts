import { OPERATOR } from "../registry/actors.ts";
import type { Delegation } from "../registry/delegations.ts";
import type { Store } from "../registry/store.ts";
import { noBrand } from "./brands.ts";
import { AdminError, checkedId } from "./error.ts";
import { noOrg } from "./orgs.ts";

export interface DelegationInput {
  readonly brand: string;
  /** The partner's org. */
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Shares a brand with a partner, from the next request on. */
export async function addDelegation(
  store: Pick<Store, "share">,
  { brand, to, now }: DelegationInput,
): Promise<{ readonly brandId: string; readonly partnerId: string }> {
  const brandId = checkedId("Brand", brand);
  const partnerId = checkedId("Org", to);
  const outcome = await store.share({ brandId, partnerId, by: OPERATOR, now });
  if (outcome === "noBrand") throw noBrand(brandId);
  if (outcome === "noPartner") throw noOrg(partnerId);
  if (outcome === "ownBrand") throw new AdminError("failed", `Brand ${brandId} is org ${partnerId}'s own`);
  if (outcome === "exists") {
    throw new AdminError("failed", `Brand ${brandId} is shared with org ${partnerId} already`);
  }
  return { brandId, partnerId };
}

/** Ends a delegation, from the next request on; what the partner has made of the brand's stays. */
export async function removeDelegation(
  store: Pick<Store, "unshare">,
  { brand, to, now }: DelegationInput,
): Promise<{ readonly brandId: string; readonly partnerId: string }> {
  const brandId = checkedId("Brand", brand);
  const partnerId = checkedId("Org", to);
  if ((await store.unshare({ brandId, partnerId, by: OPERATOR, now })) === "notShared") {
    throw new AdminError("failed", `Brand ${brandId} is not shared with org ${partnerId}`);
  }
  return { brandId, partnerId };
}

/** Who shares what with whom, in the order in which it began. */
export function listDelegations(store: Pick<Store, "listDelegations">): Promise<readonly Delegation[]> {
  return store.listDelegations({});
}
