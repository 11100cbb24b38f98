import { type Images, sortKey } from "./schema.ts";
import type { Transaction } from "./transaction.ts";

/** May an image be read: by its org, or by a partner that uploaded it or that a brand is shared with which uses it? */
export async function isReadable(
  tx: Transaction,
  { org_id: orgId, id, uploaded_by_org }: Pick<Images, "org_id" | "id" | "uploaded_by_org">,
  partner: string | undefined,
): Promise<boolean> {
  if (partner === undefined) return true;
  const partnerId = sortKey(partner);
  if (uploaded_by_org === partnerId) return true;
  return (await tx.get(tx.dialect.statements.images.usedByShared, { partnerId, orgId, id })) !== undefined;
}
