import type { State } from "@callmark/contract";
import type { SeedBrand, SeedOrg } from "../../registry/seed.ts";
import type { Given, KindName, StoreOperations } from "../../registry/store.ts";
import { countChanges } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { addBareBrand, orgDetails } from "./bare-brand.ts";
import { writeImage } from "./images.ts";
import { writeRow } from "./write-resource.ts";

/** Writes resources as they are given: the demo's, and those that the operator generates. */
export async function insert(
  tx: Transaction,
  { kind, collection, by, resources }: Parameters<StoreOperations["insert"]>[0],
): ReturnType<StoreOperations["insert"]> {
  const added: Partial<Record<State, number>> = {};
  for (const { details, ...envelope } of inOrder(tx, kind, resources)) {
    await writeRow(tx, { kind, collection, envelope, details, by });
    added[envelope.state] = (added[envelope.state] ?? 0) + 1;
  }
  await countChanges(tx, kind, sortKey(collection.parentId), added);
}

function inOrder(tx: Transaction, kind: KindName, resources: readonly Given[]): readonly Given[] {
  if (!tx.dialect.locks) return resources;
  const { order } = STORED_KINDS[kind];
  return [...resources].sort((a, b) => (order(a.details) < order(b.details) ? -1 : 1));
}

export async function seed(
  tx: Transaction,
  { orgs, reviewers = [], now }: Parameters<StoreOperations["seed"]>[0],
): ReturnType<StoreOperations["seed"]> {
  const { access } = tx.dialect.statements;
  if (await tx.get(access.anyOrg, { one: 1 })) return "notEmpty";
  for (const org of orgs) await seedOrg(tx, org, now);
  for (const one of reviewers) {
    await tx.run(access.addAccount, { ...one, orgId: null, demo: Number(one.demo) });
  }
  // Among all orgs, since a partner may come behind whoever shares with it.
  for (const { orgId, brands } of orgs) {
    for (const brand of brands) await seedDelegations(tx, orgId, brand, now);
  }
  return "seeded";
}

const BY = "demo";

async function seedOrg(tx: Transaction, org: SeedOrg, now: number): Promise<void> {
  const { orgId, legalName, accounts, images = [], brands } = org;
  const { access } = tx.dialect.statements;
  await tx.run(access.addOrg, { orgId: sortKey(orgId), now, details: orgDetails(orgId, legalName) });
  for (const account of accounts) {
    await tx.run(access.addAccount, { ...account, orgId: sortKey(orgId), demo: Number(account.demo) });
  }
  for (const { image, pictures } of images) await writeImage(tx, image, pictures);
  for (const brand of brands) await seedBrand(tx, orgId, brand, now);
}

async function seedBrand(tx: Transaction, orgId: string, seeded: SeedBrand, now: number): Promise<void> {
  const { brandId, brand, assets = [], callerIds } = seeded;
  if (brand === undefined) await addBareBrand(tx, { orgId, brandId, now });
  else {
    const collection = { orgId, parentId: orgId };
    await insert(tx, { kind: "brand", collection, by: BY, resources: [{ ...brand, id: brandId }] });
  }
  const collection = { orgId, parentId: brandId };
  await insert(tx, { kind: "brandAsset", collection, by: BY, resources: assets });
  await insert(tx, { kind: "callerId", collection, by: BY, resources: callerIds });
}

/** As all that a registry begins with they have no event: nobody did it, and no follower waits for it. */
async function seedDelegations(
  tx: Transaction,
  orgId: string,
  { brandId, partnerIds = [] }: SeedBrand,
  now: number,
): Promise<void> {
  for (const partnerId of partnerIds) {
    const keys = { orgId: sortKey(orgId), brandId: sortKey(brandId), partnerId: sortKey(partnerId) };
    await tx.run(tx.dialect.statements.brands.share, { ...keys, now });
  }
}
