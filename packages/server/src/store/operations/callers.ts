import type { StoreOperations } from "../../registry/store.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";

/** Few look-ups by keys, however many numbers, brands and versions there are. */
export async function findCaller(
  tx: Transaction,
  { phoneNumber, orgId, accessRevision }: Parameters<StoreOperations["findCaller"]>[0],
): ReturnType<StoreOperations["findCaller"]> {
  const { find, logo } = tx.dialect.statements.callers;
  const askedBy = orgId === undefined ? "" : sortKey(orgId);
  const row = await tx.get(find, { phoneNumber, askedBy });
  if (row?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  const { brand_id, org_id, caller_id, body, brand_body } = row;
  if (brand_id === null || org_id === null || caller_id === null || body === null)
    return { outcome: "missing" };
  if (askedBy !== "" && askedBy !== org_id && !row.shared) return { outcome: "missing" };
  const shown = brand_body === null ? undefined : await tx.get(logo, { brandId: brand_id, orgId: org_id });
  return {
    outcome: "found",
    orgId: idOf(org_id),
    brandId: idOf(brand_id),
    callerId: idOf(caller_id),
    body,
    ...(brand_body !== null && { brandBody: brand_body }),
    ...(shown && { logoKey: shown.key }),
  };
}
