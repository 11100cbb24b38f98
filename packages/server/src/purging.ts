import type { Logger } from "pino";
import type { ImageFolder } from "./images/folder.ts";
import { sweep } from "./images/sweep.ts";
import type { ImagePlace } from "./registry/images.ts";
import type { Store } from "./registry/store.ts";
import type { Settings } from "./settings.ts";

const PURGE_INTERVAL = 3_600_000;
/** How many rows one transaction removes, or looks at. */
const PURGED_AT_ONCE = 500;
const DAY = 24 * 3_600_000;
/** How long pictures lie aside before they are removed, in milliseconds: so long a registry may be stopped that needs them. */
const ASIDE_FOR = 7 * DAY;

export interface Purging {
  readonly store: Store;
  /** Where pictures lie, unless they lie in the database. */
  readonly folder: ImageFolder | undefined;
  readonly settings: Pick<
    Settings,
    "CALLMARK_DELETED_DAYS" | "CALLMARK_EVENT_DAYS" | "CALLMARK_UNUSED_IMAGE_DAYS"
  >;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * Removes, a little at a time, what was deleted, what happened, and what was uploaded for nothing, longer ago than the
 * settings say; and looks after the pictures that lie aside. Gives the way to stop it.
 */
export function purgeOld(purging: Purging): () => void {
  const { log } = purging;
  log.info("this process removes what is old, now and every hour");
  let isStopped = false;
  const stopped = () => isStopped;
  const run = async () => {
    for (const purge of [purgeDeleted, purgeEvents, purgeImages, purgeFiles]) {
      try {
        if (!isStopped) await purge(purging, stopped);
      } catch (error) {
        log.warn({ err: error }, "the purge of what is old failed");
      }
    }
  };
  const timer = setInterval(run, PURGE_INTERVAL).unref();
  run();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

type Stopped = () => boolean;

async function purgeDeleted({ store, settings, clock }: Purging, stopped: Stopped): Promise<void> {
  const before = clock() - settings.CALLMARK_DELETED_DAYS * DAY;
  // What belongs to a brand goes before it.
  for (const kind of ["callerId", "brandAsset", "brand"] as const) {
    await untilLess(stopped, () => store.purge({ kind, before, atMost: PURGED_AT_ONCE }));
  }
}

async function purgeEvents({ store, settings, clock }: Purging, stopped: Stopped): Promise<void> {
  const before = clock() - settings.CALLMARK_EVENT_DAYS * DAY;
  await untilLess(stopped, () => store.purgeEvents({ before, atMost: PURGED_AT_ONCE }));
}

async function untilLess(stopped: Stopped, purge: () => Promise<{ readonly purged: number }>): Promise<void> {
  let purged = PURGED_AT_ONCE;
  while (!stopped() && purged === PURGED_AT_ONCE) ({ purged } = await purge());
}

async function purgeImages({ store, folder, settings, clock }: Purging, stopped: Stopped): Promise<void> {
  const before = clock() - settings.CALLMARK_UNUSED_IMAGE_DAYS * DAY;
  let after: ImagePlace | undefined;
  do {
    const { purged, more } = await store.purgeImages({
      before,
      atMost: PURGED_AT_ONCE,
      ...(after && { after }),
    });
    for (const key of purged) await folder?.setAside(key, clock());
    after = more;
  } while (after !== undefined && !stopped());
}

async function purgeFiles({ store, folder, clock, log }: Purging, stopped: Stopped): Promise<void> {
  if (folder === undefined) return;
  const { kept, removed } = await sweep({
    folder,
    known: (keys) => store.knownImageKeys({ keys }),
    before: clock() - ASIDE_FOR,
    stopped,
  });
  if (kept > 0)
    log.info({ images: kept }, "pictures that were put aside got their place: the database has their images");
  if (removed > 0)
    log.info({ images: removed }, "removed pictures that were put aside, and that no image has");
}
