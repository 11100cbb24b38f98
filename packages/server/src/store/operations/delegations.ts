import { randomUUID } from "node:crypto";
import type { Delegated } from "../../registry/delegations.ts";
import { type EventDetails, eventId } from "../../registry/events.ts";
import type { Remove, StoreOperations } from "../../registry/store.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { findBrand } from "./access.ts";
import { admit } from "./admit.ts";
import { legalNameOf } from "./bare-brand.ts";
import { pageOf } from "./page.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

export async function share(tx: Transaction, input: Input<"share">): Output<"share"> {
  const { brandId, partnerId, now } = input;
  const { access, brands } = tx.dialect.statements;
  // Whoever deletes the brand tells all that it is shared with, and so waits, or is waited for.
  await tx.get(access.holdBrand, { brandId: sortKey(brandId) });
  const brand = await findBrand(tx, { brandId });
  if (brand === undefined) return "noBrand";
  if (brand.orgId === partnerId) return "ownBrand";
  if (!(await tx.get(access.findOrg, { orgId: sortKey(partnerId) }))) return "noPartner";
  const keys = { brandId: sortKey(brandId), partnerId: sortKey(partnerId) };
  if (await tx.get(brands.isShared, keys)) return "exists";
  await tx.run(brands.share, { ...keys, orgId: sortKey(brand.orgId), now });
  await tx.run(access.raiseRevision, { one: 1 });
  await tell(tx, brand.orgId, input, "CREATE");
  return "shared";
}

export async function unshare(tx: Transaction, input: Input<"unshare">): Output<"unshare"> {
  const { brandId, partnerId } = input;
  const { access, brands } = tx.dialect.statements;
  const keys = { brandId: sortKey(brandId), partnerId: sortKey(partnerId) };
  if ((await tx.run(brands.unshare, keys)) === 0) return "notShared";
  await tx.run(access.raiseRevision, { one: 1 });
  // With a brand that was deleted the partner has been told already.
  const brand = await findBrand(tx, { brandId });
  if (brand !== undefined) await tell(tx, brand.orgId, input, "DELETE");
  return "ended";
}

/**
 * Tells those that a brand is shared with that it is deleted, and so of no use to them any more. They keep seeing it
 * where lists show what is deleted, until it is forgotten.
 */
export async function tellPartners(
  tx: Transaction,
  { collection, id, clientId: by, now }: Pick<Remove, "collection" | "id" | "clientId" | "now">,
): Promise<void> {
  const partners = await tx.all(tx.dialect.statements.brands.partnerIds, { brandId: sortKey(id) });
  for (const { partner_org_id } of partners) {
    const delegated = { brandId: id, partnerId: idOf(partner_org_id), by, now };
    await tell(tx, collection.orgId, delegated, "DELETE");
  }
}

/** Tells a partner, whose event it is, what became of a delegation. */
async function tell(
  tx: Transaction,
  ownerId: string,
  { brandId, partnerId, by, now }: Delegated & { readonly now: number },
  operation: "CREATE" | "DELETE",
): Promise<void> {
  const { access, events } = tx.dialect.statements;
  const owner = await tx.get(access.orgDetails, { orgId: sortKey(ownerId) });
  const details: EventDetails = { by, operation, owner: JSON.parse(owner?.details ?? "{}") };
  const etag = randomUUID();
  await tx.run(events.add, {
    orgId: sortKey(partnerId),
    brandId: sortKey(brandId),
    created: now,
    id: eventId(brandId, etag, "DELEGATION"),
    type: "DELEGATION",
    resourceType: "BRAND",
    resourceId: sortKey(brandId),
    etag,
    state: operation === "CREATE" ? "ACTIVE" : "NOT_ACTIVE",
    codes: "[]",
    details: JSON.stringify(details),
  });
}

export async function listDelegations(tx: Transaction): Output<"listDelegations"> {
  const rows = await tx.all(tx.dialect.statements.brands.delegations, {});
  return rows.map((row) => ({
    orgId: idOf(row.org_id),
    brandId: idOf(row.brand_id),
    partnerId: idOf(row.partner_org_id),
    created: row.created,
  }));
}

export async function listPartners(tx: Transaction, input: Input<"listPartners">): Output<"listPartners"> {
  const { collection, limit, after } = input;
  const refused = await admit(tx, input);
  if (refused) return refused;
  const { partners, countPartners } = tx.dialect.statements.brands;
  const brandId = sortKey(collection.parentId);
  const afterId = after === undefined ? "" : sortKey(after.id);
  const rows = await tx.all(partners, { brandId, afterId, limit: limit + 1 });
  const total = await tx.get(countPartners, { brandId });
  const { page, more } = pageOf(rows, limit, (row) => ({
    created: row.created,
    id: idOf(row.partner_org_id),
  }));
  return {
    outcome: "partners",
    partners: page.map(({ partner_org_id, created, details }) => {
      const legalName = legalNameOf(details);
      return { orgId: idOf(partner_org_id), created, ...(legalName !== undefined && { legalName }) };
    }),
    ...(more && { more }),
    total: total?.count ?? 0,
  };
}

export async function isPartner(
  tx: Transaction,
  { orgId, partnerId }: Input<"isPartner">,
): Output<"isPartner"> {
  const keys = { orgId: sortKey(orgId), partnerId: sortKey(partnerId) };
  return (await tx.get(tx.dialect.statements.brands.isPartner, keys)) !== undefined;
}

export async function isWaived(tx: Transaction): Output<"isWaived"> {
  return (await tx.get(tx.dialect.statements.access.waived, {}))?.waived === 1;
}

export async function blockBrand(
  tx: Transaction,
  { brandId, blocked }: Input<"blockBrand">,
): Output<"blockBrand"> {
  const changed = await tx.run(tx.dialect.statements.brands.block, {
    id: sortKey(brandId),
    blocked: Number(blocked),
  });
  return changed === 0 ? "noBrand" : "done";
}
