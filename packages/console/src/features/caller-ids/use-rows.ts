import { isIn } from "@callmark/client";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLiveEvents } from "../../shared/live/live-events.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { CatchUp } from "./catch-up.ts";
import { RowWalk, type WalkState } from "./row-walk.ts";

/** Code units that a filter may have. */
const FILTER_UNITS = 4_096;
/** An id in a list, with its comma. */
const ID_UNITS = 21;
/** What stands around ids in a filter, in code units. */
const AROUND_IDS = 20;
/** Rows that are asked for anew in one request at most. */
const AT_ONCE = 150;
/** How long a row counts as changed a moment ago, in milliseconds. */
const FRESH = 1_600;

const NONE: ReadonlySet<string> = new Set();

/** The rows of a brand's caller IDs under a filter, kept as they are by the events of its organization. */
export function useRows(place: BrandPlace, ql: string | undefined) {
  const { client } = useSession();
  const { orgId, brandId } = place;
  const [walk, setWalk] = useState<RowWalk>();
  const [read, setRead] = useState(0);
  const [fresh, markFresh] = useFresh();
  /** Of the walk that is on its way as well: what happens meanwhile may be missing in its rows. */
  const catchUp = useRef<CatchUp>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew where something may have been missed
  useEffect(() => {
    const callerIds = client.callerIds({ orgId, brandId });
    const next = new RowWalk(async (query) => {
      for await (const page of callerIds.list({ ...query, where: ql }).pages()) return page;
      throw new Error("A list has a page");
    });
    const prefix = ql === undefined ? "" : `(${ql});`;
    const following = new CatchUp({
      walk: next,
      asked: {
        read: (ids, signal) =>
          Array.fromAsync(
            callerIds.list({ where: `${prefix}${isIn("id", ids)}`, limit: ids.length, signal }),
          ),
        count: (signal) => callerIds.list({ where: ql, signal }).total(),
        atOnce: Math.min(AT_ONCE, Math.floor((FILTER_UNITS - prefix.length - AROUND_IDS) / ID_UNITS)),
      },
      onRead: markFresh,
      onTooMany: () => setRead((times) => times + 1),
    });
    catchUp.current = following;
    // What was there before stays until there is something to show in its place.
    const shown = () => {
      if (next.state().isPending) return;
      unfollow();
      setWalk(next);
      following.begin();
    };
    const unfollow = next.follow(shown);
    next.want(0);
    return () => {
      unfollow();
      next.end();
      following.end();
    };
  }, [client, orgId, brandId, ql, read, markFresh]);

  useLiveEvents(orgId, (events, missed) => {
    if (missed) setRead((times) => times + 1);
    const ids = events.flatMap(({ resourceDetails: { resourceType, brandId: of, resourceId } }) =>
      resourceType === "BUSINESS_CALLER_ID" && of === brandId ? [resourceId] : [],
    );
    if (ids.length === 0) return;
    catchUp.current?.add(ids);
    catchUp.current?.recount();
  });

  /** Reads rows that were changed here. */
  const refresh = useCallback((ids: readonly string[]) => catchUp.current?.add(ids), []);
  const state = useSyncExternalStore(walk?.follow ?? followNothing, walk?.state ?? nothing);
  return { walk, state, fresh, refresh };
}

/** The rows that changed a moment ago, and what says that some have. */
function useFresh(): [ReadonlySet<string>, (ids: readonly string[]) => void] {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(NONE);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const mark = useCallback((ids: readonly string[]) => {
    clearTimeout(timer.current);
    setFresh((before) => new Set([...before, ...ids]));
    timer.current = setTimeout(() => setFresh(NONE), FRESH);
  }, []);
  return [fresh, mark];
}

const PENDING: WalkState = { loaded: 0, total: 0, wanted: 0, isPending: true };
const nothing = () => PENDING;
const followNothing = () => () => {};
