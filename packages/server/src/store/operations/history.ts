import type { State } from "@callmark/contract";
import { mayBeAccount } from "../../registry/actors.ts";
import { type EventDetails, type HistoryStep, RESOURCE_TYPES } from "../../registry/events.ts";
import type { Account, StoreOperations } from "../../registry/store.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { findAccount } from "./access.ts";
import { findKept } from "./kept.ts";
import { LAST, pageOf } from "./page.ts";

/** What happened to one resource, newest first, with the accounts that did it as far as they are still there. */
export async function listHistory(
  tx: Transaction,
  input: Parameters<StoreOperations["listHistory"]>[0],
): ReturnType<StoreOperations["listHistory"]> {
  const { kind, brandId, id, limit, after } = input;
  const kept = await findKept(tx, input);
  if (kept.outcome !== "kept") return kept;
  const rows = await tx.all(tx.dialect.statements.events.ofResource, {
    brandId: sortKey(brandId),
    resourceId: sortKey(id),
    resourceType: RESOURCE_TYPES[kind],
    before: after === undefined ? LAST : Number(after.id),
    limit: limit + 1,
  });
  const { page, more } = pageOf(rows, limit, ({ created, position }) => ({ created, id: String(position) }));
  const accounts = new Map<string, Account | undefined>();
  const steps: HistoryStep[] = [];
  for (const { created, state, etag, details: text } of page) {
    const details = JSON.parse(text) as EventDetails;
    const { by } = details;
    if (mayBeAccount(by) && !accounts.has(by)) accounts.set(by, await findAccount(tx, { clientId: by }));
    const account = accounts.get(by);
    steps.push({ created, state: state as State, etag, details, ...(account && { account }) });
  }
  return { outcome: "history", steps, ...(more && { more }) };
}
