import { setTimeout } from "node:timers/promises";
import type { Store } from "../../src/registry/store.ts";
import type { Database } from "./database.ts";

/**
 * A store whose readers of events wait until what is there by then has settled: transactions of other tests, in other
 * databases of the same server, hold new events back as well (docs/decisions/0012-events.md).
 */
export function readingSettled(store: Store, database: Pick<Database, "query">): Store {
  return {
    ...store,
    async readEvents(input) {
      await settled(database);
      return store.readEvents(input);
    },
    async lastEvent(input) {
      await settled(database);
      return store.lastEvent(input);
    },
    load: () => store.load(),
    onEvents: (listener) => store.onEvents(listener),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

async function settled(database: Pick<Database, "query">): Promise<void> {
  const [newest] = await database.query<{ id: string }>(
    "select coalesce(max(transaction_id), 0)::text as id from events",
  );
  for (;;) {
    const [row] = await database.query<{ id: string }>(
      "select pg_snapshot_xmin(pg_current_snapshot())::text as id",
    );
    if (BigInt(row?.id ?? 0) > BigInt(newest?.id ?? 0)) return;
    await setTimeout(5);
  }
}
