import { OPERATOR } from "../../registry/actors.ts";
import { newEtag } from "../../registry/etag.ts";
import { countChanges, moved } from "../counts.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { writeRow } from "./write-resource.ts";

/** A brand that nobody has described yet, and nobody reviews. */
export async function addBareBrand(
  tx: Transaction,
  { orgId, brandId, now }: { readonly orgId: string; readonly brandId: string; readonly now: number },
): Promise<void> {
  const envelope = { id: brandId, created: now, updated: now, state: "SUBMITTED", etag: newEtag() } as const;
  const collection = { orgId, parentId: orgId };
  await writeRow(tx, { kind: "brand", collection, envelope, details: {}, by: OPERATOR });
  await countChanges(tx, "brand", sortKey(orgId), moved(undefined, "SUBMITTED"));
}

/** The legal name in what others are shown of an org. */
export function legalNameOf(details: string): string | undefined {
  return (JSON.parse(details) as { readonly orgLegalName?: string }).orgLegalName;
}

/** What others are shown of an org, as JSON. */
export function orgDetails(orgId: string, orgLegalName?: string): string {
  return JSON.stringify({ ...(orgLegalName !== undefined && { orgLegalName }), orgId });
}
