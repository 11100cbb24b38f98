import { setTimeout } from "node:timers/promises";
import { type CallmarkClient, isAway, type ResourceType } from "@callmark/client";
import type { Observer } from "./observer.ts";

/** How long to wait for a server that is away, in milliseconds, once the client has tried again by itself. */
const AWAY = 2_000;
/** How many are looked at with one request. */
const BATCH = 50;

interface Followed {
  readonly events: ReturnType<CallmarkClient["events"]>;
  readonly resourceType: ResourceType;
  /** Those of one brand; of all where it is absent. */
  readonly brandId: string | undefined;
  readonly signal: AbortSignal;
  /** Called once the stream is open for the first time. */
  readonly onOpen: () => void;
}

/**
 * Changes as the stream of events tells of them. Whenever it opens, what changed while it was away is looked for.
 * Ends where the server ends the stream for good. Throws what the client throws where it cannot be opened.
 */
export async function* byStream<Resource>(
  observer: Observer<Resource>,
  { events, resourceType, brandId, signal, onOpen }: Followed,
): AsyncGenerator<Resource> {
  const changed = new Set<string>();
  let opened = 0;
  let caughtUp = 0;
  let news = Promise.withResolvers<void>();
  const left = new AbortController();
  const follow = async () => {
    const opening = () => {
      opened += 1;
      news.resolve();
    };
    const until = AbortSignal.any([signal, left.signal]);
    for await (const { data } of events.stream({ signal: until, onOpen: opening })) {
      const { resourceDetails } = data;
      if (resourceDetails.resourceType !== resourceType) continue;
      if (brandId !== undefined && resourceDetails.brandId !== brandId) continue;
      changed.add(resourceDetails.resourceId);
      news.resolve();
    }
  };
  let isOver = false;
  const following = follow().then(() => {
    isOver = true;
  });
  try {
    while (!isOver) {
      await Promise.race([news.promise, following]);
      news = Promise.withResolvers<void>();
      try {
        const before = opened;
        if (caughtUp === 0 && before > 0) {
          await observer.begin(signal);
          onOpen();
        } else if (caughtUp < before) {
          yield* observer.changes(signal);
        }
        caughtUp = before;
        while (changed.size > 0) {
          const ids = [...changed].slice(0, BATCH);
          for (const id of ids) changed.delete(id);
          yield* observer.changesOf(ids, signal);
        }
      } catch (error) {
        if (caughtUp === 0 || !isAway(error)) throw error;
        await setTimeout(AWAY, undefined, { signal });
        // What was not seen then is looked for as after another opening.
        opened += 1;
        news.resolve();
      }
    }
  } finally {
    left.abort();
    await following.catch(() => {});
  }
}
