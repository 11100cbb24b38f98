import type { Aside, ImageFolder } from "./folder.ts";

/** How many keys are asked for at once. */
const KEYS_AT_ONCE = 500;

export interface Sweep {
  readonly folder: Pick<ImageFolder, "aside" | "since" | "keep" | "drop">;
  /** Those of these keys that are an image's. */
  known(keys: readonly string[]): Promise<readonly string[]>;
  /** What lies aside since later than this stays, in milliseconds since 1970. */
  readonly before: number;
  /** Has the sweep to end early? */
  stopped(): boolean;
}

/**
 * Looks after what lies aside in a folder: pictures of an image that is there get their place, others are removed once
 * they have lain there long enough for everybody who shares the folder to look. What has its place is nobody's to
 * remove: another registry may know it, such as the one that this is a copy of. Gives how many images' pictures got their
 * place, and how many were removed.
 */
export async function sweep({
  folder,
  known,
  before,
  stopped,
}: Sweep): Promise<{ kept: number; removed: number }> {
  const done = { kept: 0, removed: 0 };
  for await (const group of folder.aside()) {
    for (let from = 0; from < group.length; from += KEYS_AT_ONCE) {
      if (stopped()) return done;
      const some = group.slice(from, from + KEYS_AT_ONCE);
      const found = new Set(await known(some.map(({ key }) => key)));
      for (const one of some) {
        if (found.has(one.key)) {
          await folder.keep(one);
          done.kept += 1;
        } else if (await isOlder(folder, one, before)) {
          await folder.drop(one);
          done.removed += 1;
        }
      }
    }
  }
  return done;
}

async function isOlder(folder: Sweep["folder"], one: Aside, before: number): Promise<boolean> {
  const since = await folder.since(one);
  return since !== undefined && since < before;
}
