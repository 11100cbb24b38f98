import { NOTICE_WINDOW } from "../../registry/notices.ts";
import type { StoreOperations } from "../../registry/store.ts";
import { predicateOf, shapeOf, valuesOf } from "../predicate.ts";
import { sortKey } from "../schema.ts";
import { named } from "../statements/lists.ts";
import { NOTICE_COLUMNS, noticeStatement } from "../statements/notices.ts";
import { MustScan, type Transaction } from "../transaction.ts";
import { eventOf } from "./outbox.ts";

/** What an org is told of what happened to its resources, newest first; without a date in the filter, lately. */
export async function listNotices(
  tx: Transaction,
  input: Parameters<StoreOperations["listNotices"]>[0],
): ReturnType<StoreOperations["listNotices"]> {
  const { name, types, orgId, partnerId, filter, limit, after, now, accessRevision } = input;
  const { access } = tx.dialect.statements;
  if (!tx.isAdmitted) {
    const row = await tx.get(access.revision, {});
    if (row?.access_revision !== accessRevision) return { outcome: "accessChanged" };
  }
  // What a filter leaves over may be rare among what it looks at.
  if (filter !== undefined && !tx.mayScan) throw new MustScan();
  const predicate = filter && predicateOf(filter.root, NOTICE_COLUMNS, tx.dialect);
  const since = filter === undefined || !(filter.fields.has("createdDate") || filter.fields.has("id"));
  const shape = {
    types,
    ...(predicate && { predicate }),
    after: after !== undefined,
    shared: partnerId !== undefined,
    since,
  };
  const { predicate: _, types: __, ...flags } = shape;
  const key = `${name} ${JSON.stringify(flags)} ${predicate === undefined ? "" : shapeOf(predicate)}`;
  const rows = await tx.all(
    tx.dialect.kept(key, () => noticeStatement(tx.dialect, shape)),
    {
      ...(predicate && named(valuesOf(predicate))),
      orgId: sortKey(orgId),
      ...(partnerId !== undefined && { partnerId: sortKey(partnerId) }),
      ...(since && { since: now - NOTICE_WINDOW }),
      ...(after && { afterCreated: after.created, afterPosition: Number(after.id) }),
      limit: limit + 1,
    },
  );
  const events = rows.slice(0, limit).map(eventOf);
  const last = events.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    outcome: "notices",
    events,
    ...(hasMore && { more: { created: last.created, id: String(last.at.position) } }),
  };
}
