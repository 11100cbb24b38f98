import type { ImageFolder } from "./folder.ts";

/** How many keys are asked for at once. */
const KEYS_AT_ONCE = 500;
/** How many are kept in mind of a folder in which nothing is known yet. */
const KEPT = 10_000;

export interface Sweep {
  readonly folder: Pick<ImageFolder, "keys" | "written" | "remove">;
  /** Those of these keys that are an image's. */
  known(keys: readonly string[]): Promise<readonly string[]>;
  /** What was written later than this stays, in milliseconds since 1970: its image may be about to be stored. */
  readonly before: number;
  /** Has the sweep to end early? */
  stopped(): boolean;
}

/**
 * Removes pictures that no image knows of: what a process left that died on its way. A folder in which nothing is known
 * is somebody else's, or the database is the wrong one: there nothing is removed. A copy of the database knows the
 * older pictures, and so must not be given the same folder (docs/operating.md). Gives how many images' pictures were
 * removed, and how many were left for that reason.
 */
export async function sweep({
  folder,
  known,
  before,
  stopped,
}: Sweep): Promise<{ removed: number; left: number }> {
  let isOurs = false;
  let removed = 0;
  let stale: string[] = [];
  for await (const keys of folder.keys()) {
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      if (stopped()) return { removed, left: 0 };
      const asked = keys.slice(from, from + KEYS_AT_ONCE);
      const found = new Set(await known(asked));
      isOurs ||= found.size > 0;
      for (const key of asked) {
        if (found.has(key) || stale.length >= KEPT) continue;
        const written = await folder.written(key);
        if (written !== undefined && written < before) stale.push(key);
      }
      if (!isOurs) continue;
      for (const key of stale) await folder.remove(key);
      removed += stale.length;
      stale = [];
    }
  }
  return { removed, left: stale.length };
}
