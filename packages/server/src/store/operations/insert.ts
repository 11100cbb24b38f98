import type { State } from "@callmark/contract";
import type { Given, KindName, SeedOrg, StoreOperations } from "../../registry/store.ts";
import { countChanges } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { addBareBrand, orgDetails } from "./bare-brand.ts";
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
  { orgs, now }: Parameters<StoreOperations["seed"]>[0],
): ReturnType<StoreOperations["seed"]> {
  const { access } = tx.dialect.statements;
  if (await tx.get(access.anyOrg, { one: 1 })) return "notEmpty";
  for (const org of orgs) await seedOrg(tx, org, now);
  return "seeded";
}

async function seedOrg(tx: Transaction, { orgId, accounts, brands }: SeedOrg, now: number): Promise<void> {
  const { access } = tx.dialect.statements;
  await tx.run(access.addOrg, { orgId: sortKey(orgId), now, details: orgDetails(orgId) });
  for (const account of accounts) {
    await tx.run(access.addAccount, { ...account, orgId: sortKey(orgId), demo: Number(account.demo) });
  }
  for (const { brandId, callerIds } of brands) {
    await addBareBrand(tx, { orgId, brandId, now });
    await insert(tx, {
      kind: "callerId",
      collection: { orgId, parentId: brandId },
      by: "demo",
      resources: callerIds,
    });
  }
}
