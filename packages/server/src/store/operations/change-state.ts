import type { State } from "@callmark/contract";
import { detailsOf } from "../../registry/envelope.ts";
import { etagMatches } from "../../registry/etag.ts";
import type { ChangeState, Remove, StoreOperations } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";
import { holdResource, type ResourceRow, standingOf } from "./get.ts";
import { writeResource } from "./write-resource.ts";

/** A deleted resource keeps its row, and its etag, for as long as the registry remembers it. */
export async function remove(tx: Transaction, input: Remove): ReturnType<StoreOperations["remove"]> {
  const refused = await admit(tx, input);
  if (refused) return refused;
  const row = await holdResource(tx, input.kind, input.collection, input.id);
  if (row === undefined) return { outcome: "missing" };
  if (!etagMatches(input.ifMatch, row.etag)) return { outcome: "staleEtag" };
  await enter(tx, { ...input, by: input.clientId }, row, "DELETED");
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
  await enter(tx, input, row, input.state);
  return { outcome: "changed" };
}

type Step = Pick<ChangeState, "kind" | "collection" | "id" | "by" | "now">;

/** Another state, the same etag; `updatedDate` moves, and never back. */
async function enter(tx: Transaction, step: Step, row: ResourceRow, state: State): Promise<void> {
  const { kind, collection, id, by, now } = step;
  const envelope = { id, created: row.created, updated: Math.max(now, row.updated), state, etag: row.etag };
  const details = detailsOf(STORED_KINDS[kind].kind, row.body);
  await writeResource(tx, { kind, collection, envelope, details, by, from: standingOf(row) });
}
