import { ge, isIn } from "@callmark/client";
import { STATES } from "@callmark/contract/vocabulary";
import type { AnyResource, Collection } from "../resources/noun.ts";

/**
 * How far behind the newest change that was seen the next look begins, in milliseconds: what was committed late, or by
 * a node whose clock is behind, is found all the same.
 */
const OVERLAP = 10_000;
const PAGE = 1000;

/** What looks for changes, and tells of each but once. */
export interface Observer<Resource> {
  /** Looks for the first time: what is there by now is told of no more. */
  begin(signal: AbortSignal): Promise<void>;
  /** What has changed since the last look, oldest first. */
  changes(signal: AbortSignal): AsyncGenerator<Resource>;
  /** The same of these alone. */
  changesOf(ids: readonly string[], signal: AbortSignal): AsyncGenerator<Resource>;
}

/**
 * Looks at what a filter picks, deleted ones included. What was seen with this id, etag, state and date is not told
 * of again.
 *
 * @param now what the server's clock shows, in milliseconds since 1970
 */
export function observe<Resource extends AnyResource>(
  collection: Pick<Collection<Resource, never>, "list">,
  { where, now }: { readonly where: string | undefined; readonly now: number },
): Observer<Resource> {
  const seen = new Map<string, string>();
  const everyState = String(isIn("state", STATES));
  let newest = now;
  async function* look(condition: string, signal: AbortSignal): AsyncGenerator<Resource> {
    const conditions = [...(where === undefined ? [] : [`(${where})`]), condition, everyState];
    const found: Resource[] = [];
    for await (const resource of collection.list({ where: conditions.join(";"), limit: PAGE, signal })) {
      if (seen.get(resource.id) !== versionOf(resource)) found.push(resource);
    }
    found.sort((one, other) => Date.parse(one.updatedDate) - Date.parse(other.updatedDate));
    for (const resource of found) {
      seen.set(resource.id, versionOf(resource));
      newest = Math.max(newest, Date.parse(resource.updatedDate));
      yield resource;
    }
  }
  const changes = (signal: AbortSignal) =>
    look(String(ge("updatedDate", new Date(newest - OVERLAP))), signal);
  return {
    async begin(signal) {
      for await (const _ of changes(signal)) {
        // It has been noted.
      }
    },
    changes,
    changesOf: (ids, signal) => look(String(isIn("id", ids)), signal),
  };
}

/** A date never goes back, so that of one resource the last version is enough to remember. */
const versionOf = ({ etag, state, updatedDate }: AnyResource) => `${etag} ${state} ${updatedDate}`;
