import { isIn } from "@callmark/client";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLiveEvents } from "../../shared/live/live-events.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { RowWalk, type WalkState } from "./row-walk.ts";

/** Code units that a filter may have. */
const FILTER_UNITS = 4_096;
/** An id in a list, with its comma. */
const ID_UNITS = 21;
/** Rows that are asked for anew in one request at most. */
const AT_ONCE = 150;
/** More changes at once than this are not followed one by one: the rows are read anew. */
const CAUGHT_UP = 2_000;
/** How long a row counts as changed a moment ago, in milliseconds. */
const FRESH = 1_600;
/** How often the rows are counted anew while things happen, in milliseconds. */
const COUNTED = 1_000;

const NONE: ReadonlySet<string> = new Set();

/** The rows of a brand's caller IDs under a filter, kept as they are by the events of its organization. */
export function useRows(place: BrandPlace, ql: string | undefined) {
  const { client } = useSession();
  const { orgId, brandId } = place;
  const [walk, setWalk] = useState<RowWalk>();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(NONE);
  const [read, setRead] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew where something may have been missed
  useEffect(() => {
    const callerIds = client.callerIds({ orgId, brandId });
    const next = new RowWalk(async (query) => {
      for await (const page of callerIds.list({ ...query, where: ql }).pages()) return page;
      throw new Error("A list has a page");
    });
    // What was there before stays until there is something to show in its place.
    const shown = () => {
      if (next.state().isPending) return;
      unfollow();
      setWalk(next);
    };
    const unfollow = next.follow(shown);
    next.want(0);
    return () => {
      unfollow();
      next.end();
    };
  }, [client, orgId, brandId, ql, read]);

  const refresh = useCallback(
    async (ids: readonly string[]) => {
      if (walk === undefined || ids.length === 0) return;
      const callerIds = client.callerIds({ orgId, brandId });
      const prefix = ql === undefined ? "" : `(${ql});`;
      const each = Math.min(AT_ONCE, Math.floor((FILTER_UNITS - prefix.length - 20) / ID_UNITS));
      // A filter so long that no id fits behind it.
      if (each < 1) return;
      for (let from = 0; from < ids.length; from += each) {
        const asked = ids.slice(from, from + each);
        const listed = callerIds.list({ where: `${prefix}${isIn("id", asked)}`, limit: each });
        const current = await Array.fromAsync(listed);
        const there = new Set(current.map(({ id }) => id));
        walk.patch(
          current,
          asked.filter((id) => !there.has(id)),
        );
      }
      setFresh(new Set(ids));
      setTimeout(() => setFresh(NONE), FRESH);
    },
    [client, orgId, brandId, ql, walk],
  );

  const counting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(counting.current), []);
  const recount = useCallback(() => {
    counting.current ??= setTimeout(async () => {
      counting.current = undefined;
      const listed = client.callerIds({ orgId, brandId }).list({ where: ql });
      await listed.total().then((total) => walk?.recount(total), ignore);
    }, COUNTED);
  }, [client, orgId, brandId, ql, walk]);

  const waiting = useRef(new Set<string>());
  const isCatchingUp = useRef(false);
  /** Reads what has changed, one request after the other; where it is too much for that, all anew. */
  const catchUp = async () => {
    if (isCatchingUp.current) return;
    isCatchingUp.current = true;
    while (waiting.current.size > 0) {
      const ids = [...waiting.current];
      waiting.current.clear();
      if (ids.length > CAUGHT_UP) setRead((times) => times + 1);
      else await refresh(ids).catch(ignore);
    }
    isCatchingUp.current = false;
  };

  useLiveEvents(orgId, (events, missed) => {
    if (missed) setRead((times) => times + 1);
    const ids = new Set<string>();
    for (const { resourceDetails } of events) {
      if (resourceDetails.resourceType !== "BUSINESS_CALLER_ID" || resourceDetails.brandId !== brandId)
        continue;
      ids.add(resourceDetails.resourceId);
    }
    if (ids.size === 0) return;
    for (const id of ids) waiting.current.add(id);
    void catchUp();
    recount();
  });

  const state = useSyncExternalStore(walk?.follow ?? followNothing, walk?.state ?? nothing);
  return { walk, state, fresh, refresh };
}

/** Rows that could not be asked for anew stay as they were; whatever is opened is read for itself. */
function ignore(): void {}

const PENDING: WalkState = { loaded: 0, total: 0, wanted: 0, isPending: true };
const nothing = () => PENDING;
const followNothing = () => () => {};
