import { newId } from "../registry/ids.ts";
import type { Store } from "../registry/store.ts";
import { AdminError, checkedId } from "./error.ts";

/** Adds an organization, under an id of its own where none is given. `now` in milliseconds since 1970. */
export async function addOrg(
  store: Pick<Store, "addOrg">,
  { id, now }: { readonly id: string | undefined; readonly now: number },
): Promise<{ readonly orgId: string }> {
  const orgId = id === undefined ? newId() : checkedId("Org", id);
  const outcome = await store.addOrg({ orgId, now });
  if (outcome === "exists") throw new AdminError("failed", `Org ${orgId} is there already`);
  return { orgId };
}

/** What every command says that names an organization which is not there. */
export function noOrg(orgId: string): AdminError {
  return new AdminError("failed", `There is no org ${orgId}; callmark admin org add makes one`);
}
