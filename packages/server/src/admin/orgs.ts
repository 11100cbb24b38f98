import { newId } from "../registry/ids.ts";
import type { Store } from "../registry/store.ts";
import { AdminError, checkedId } from "./error.ts";

/** Adds an organization, under an id of its own where none is given. `now` in milliseconds since 1970. */
export async function addOrg(
  store: Pick<Store, "addOrg">,
  { id, name, now }: { readonly id: string | undefined; readonly name?: string; readonly now: number },
): Promise<{ readonly orgId: string }> {
  const orgId = id === undefined ? newId() : checkedId("Org", id);
  if (name !== undefined && !/^\P{Cc}{1,255}$/u.test(name)) {
    throw new AdminError("usage", "A name is 1 to 255 characters, none of them a control character");
  }
  const outcome = await store.addOrg({ orgId, now, ...(name !== undefined && { legalName: name }) });
  if (outcome === "exists") throw new AdminError("failed", `Org ${orgId} exists already`);
  return { orgId };
}

/** What every command says that names an organization which is not there. */
export function noOrg(orgId: string): AdminError {
  return new AdminError("failed", `There is no org ${orgId}; callmark admin org add makes one`);
}
