import type { Logger } from "pino";
import type { Store } from "./registry/store.ts";
import type { Settings } from "./settings.ts";

const PURGE_INTERVAL = 3_600_000;
const PURGED_AT_ONCE = 500;

const DAY = 24 * 3_600_000;

/**
 * Removes what was deleted, and events that happened, longer ago than the settings say, a little at a time. Gives the
 * way to stop it.
 */
export function purgeOld(
  store: Store,
  {
    CALLMARK_DELETED_DAYS: deleted,
    CALLMARK_EVENT_DAYS: events,
  }: Pick<Settings, "CALLMARK_DELETED_DAYS" | "CALLMARK_EVENT_DAYS">,
  logger: Logger,
): () => void {
  let stopped = false;
  const purge = async () => {
    const before = Date.now() - deleted * DAY;
    let purged = PURGED_AT_ONCE;
    while (!stopped && purged === PURGED_AT_ONCE) {
      purged = 0;
      // What belongs to a brand goes before it.
      for (const kind of ["callerId", "brandAsset", "brand"] as const) {
        const done = await store.purge({ kind, before, atMost: PURGED_AT_ONCE });
        purged = Math.max(purged, done.purged);
      }
      const forgotten = await store.purgeEvents({
        before: Date.now() - events * DAY,
        atMost: PURGED_AT_ONCE,
      });
      purged = Math.max(purged, forgotten.purged);
    }
  };
  const run = () => {
    purge().catch((error: unknown) => logger.warn({ err: error }, "the purge of what is old failed"));
  };
  const timer = setInterval(run, PURGE_INTERVAL).unref();
  run();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
