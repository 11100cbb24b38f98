import type { Collection, Given, KindName, SeedOrg, StoreOperations } from "../../registry/store.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { writeResource } from "./write-resource.ts";

/** Writes resources as they are given: the demo's, and those that the operator generates. */
export async function insert(
  tx: Transaction,
  input: Parameters<StoreOperations["insert"]>[0],
): ReturnType<StoreOperations["insert"]> {
  for (const given of input.resources) await insertOne(tx, input.kind, input.collection, given, input.by);
}

function insertOne(
  tx: Transaction,
  kind: KindName,
  collection: Collection,
  given: Given,
  by: string,
): Promise<string> {
  const { details, ...envelope } = given;
  return writeResource(tx, { kind, collection, envelope, details, by });
}

export async function seed(
  tx: Transaction,
  { orgs, now }: Parameters<StoreOperations["seed"]>[0],
): ReturnType<StoreOperations["seed"]> {
  const { access } = tx.dialect.statements;
  if (await tx.get(access.anyOrg, { one: 1 })) return "notEmpty";
  for (const org of orgs) await seedOrg(tx, org, now);
  return "seeded";
}

async function seedOrg(tx: Transaction, { orgId, accounts, brands }: SeedOrg, now: number): Promise<void> {
  const { access } = tx.dialect.statements;
  await tx.run(access.addOrg, { orgId: sortKey(orgId), now });
  for (const account of accounts) {
    await tx.run(access.addAccount, { ...account, orgId: sortKey(orgId), demo: Number(account.demo) });
  }
  for (const { brandId, callerIds } of brands) {
    await tx.run(access.addBrand, { orgId: sortKey(orgId), brandId: sortKey(brandId), now });
    for (const given of callerIds)
      await insertOne(tx, "callerId", { orgId, parentId: brandId }, given, "demo");
  }
}
