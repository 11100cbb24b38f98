import type { State } from "@callmark/contract";
import { detailsOf } from "../../registry/envelope.ts";
import { etagMatches } from "../../registry/etag.ts";
import { isReviewStep } from "../../registry/review-states.ts";
import type { ChangeState } from "../../registry/reviews.ts";
import type { Remove, StoreOperations } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";
import { tellPartners } from "./delegations.ts";
import { holdResource, type ResourceRow } from "./get.ts";
import { writeResource } from "./write-resource.ts";

/** A deleted resource keeps its row, and its etag, for as long as the registry remembers it. */
export async function remove(tx: Transaction, input: Remove): ReturnType<StoreOperations["remove"]> {
  const refused = await admit(tx, input);
  if (refused) return refused;
  const row = await holdResource(tx, input.kind, input.collection, input.id);
  if (row === undefined) return { outcome: "missing" };
  if (!etagMatches(input.ifMatch, row.etag)) return { outcome: "staleEtag" };
  const stored = STORED_KINDS[input.kind];
  // Whoever writes into a brand is waited for, and finds it deleted afterwards.
  if (stored.removalFindings !== undefined) {
    const findings = await stored.removalFindings(tx, input.id);
    if (findings.length > 0) return { outcome: "rejected", findings };
  }
  await enter(tx, { ...input, by: input.clientId }, row, "DELETED");
  if (input.kind === "brand") {
    await removeAssets(tx, input);
    await tellPartners(tx, input);
  }
  return { outcome: "removed", etag: row.etag };
}

/** A step of the review. The etag names the version that was judged; a version that came since is not touched. */
export async function changeState(
  tx: Transaction,
  input: ChangeState,
): ReturnType<StoreOperations["changeState"]> {
  const row = await holdResource(tx, input.kind, input.collection, input.id);
  if (row === undefined) return { outcome: "missing" };
  if (row.etag !== input.etag) return { outcome: "staleEtag" };
  if (!isReviewStep(row.state, input.state)) return { outcome: "noStep", state: row.state };
  await enter(tx, input, row, input.state);
  return { outcome: "changed" };
}

/** A brand goes with its logos and photos. */
async function removeAssets(tx: Transaction, { collection, id, clientId, now }: Remove): Promise<void> {
  const inBrand = { kind: "brandAsset", collection: { orgId: collection.orgId, parentId: id } } as const;
  const assets = await tx.all(tx.dialect.statements.brands.assets, { parentId: sortKey(id) });
  for (const asset of assets) {
    const assetId = idOf(asset.id);
    const row = await holdResource(tx, inBrand.kind, inBrand.collection, assetId);
    if (row !== undefined) await enter(tx, { ...inBrand, id: assetId, by: clientId, now }, row, "DELETED");
  }
}

type Step = Pick<ChangeState, "kind" | "collection" | "id" | "by" | "now" | "said">;

/** Another state, the same etag; `updatedDate` moves, and never back. */
async function enter(tx: Transaction, step: Step, row: ResourceRow, state: State): Promise<void> {
  const { kind, collection, id, by, now, said } = step;
  const envelope = { id, created: row.created, updated: Math.max(now, row.updated), state, etag: row.etag };
  const details = detailsOf(STORED_KINDS[kind].kind, row.body);
  await writeResource(tx, { kind, collection, envelope, details, by, from: row, ...(said && { said }) });
}
