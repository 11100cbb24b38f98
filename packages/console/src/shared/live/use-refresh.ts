import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLiveEvents } from "./live-events.ts";

/** How long events are gathered before what they change is asked for anew, in milliseconds. */
const GATHERED = 1_000;

/** Asks for queries anew, and all below them, when something happens in an organization. */
export function useRefreshOnEvents(orgId: string, keys: readonly QueryKey[]): void {
  const queries = useQueryClient();
  const latest = useRef(keys);
  latest.current = keys;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveEvents(orgId, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      for (const queryKey of latest.current) void queries.invalidateQueries({ queryKey });
    }, GATHERED);
  });
}
