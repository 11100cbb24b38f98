import type { AccessChanged, Missing, NoParent, ReadKept } from "../../registry/store.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";
import type { ResourceRow } from "./get.ts";

/** Steps 1, 5 and 9 of the order of checks, for what is kept of a resource beside it; a deleted one of a brand that is there has it. */
export async function findKept(
  tx: Transaction,
  { kind, orgId, brandId, id, accessRevision, partnerId }: ReadKept,
): Promise<AccessChanged | NoParent | Missing | { readonly outcome: "kept"; readonly row: ResourceRow }> {
  const collection = { orgId, parentId: brandId };
  const refused = await admit(tx, {
    collection,
    accessRevision,
    ...(partnerId !== undefined && { partnerId }),
  });
  if (refused) return refused;
  const parentId = sortKey(kind === "brand" ? orgId : brandId);
  const row = await tx.get(tx.dialect.statements[kind].findKept, { parentId, id: sortKey(id) });
  return row === undefined ? { outcome: "missing" } : { outcome: "kept", row };
}
