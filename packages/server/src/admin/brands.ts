import { newId } from "../registry/ids.ts";
import type { Store } from "../registry/store.ts";
import { AdminError, checkedId } from "./error.ts";
import { noOrg } from "./orgs.ts";

/** What every command says that names a brand which is not there. */
export function noBrand(brandId: string): AdminError {
  return new AdminError("failed", `There is no brand ${brandId}; callmark admin brand add makes one`);
}

/** Adds a brand to an organization, under an id of its own where none is given. `now` in milliseconds since 1970. */
export async function addBrand(
  store: Pick<Store, "addBrand">,
  input: { readonly org: string; readonly id: string | undefined; readonly now: number },
): Promise<{ readonly orgId: string; readonly brandId: string }> {
  const orgId = checkedId("Org", input.org);
  const brandId = input.id === undefined ? newId() : checkedId("Brand", input.id);
  const outcome = await store.addBrand({ orgId, brandId, now: input.now });
  if (outcome === "noOrg") throw noOrg(orgId);
  if (outcome === "exists") throw new AdminError("failed", `Brand ${brandId} exists already`);
  return { orgId, brandId };
}

/** Lets a brand have no more caller IDs, or have them again; those that are there stay. */
export async function blockBrand(
  store: Pick<Store, "blockBrand">,
  { brand, blocked }: { readonly brand: string; readonly blocked: boolean },
): Promise<{ readonly brandId: string; readonly blocked: boolean }> {
  const brandId = checkedId("Brand", brand);
  if ((await store.blockBrand({ brandId, blocked })) === "noBrand") throw noBrand(brandId);
  return { brandId, blocked };
}
