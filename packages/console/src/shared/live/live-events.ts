import type { CallmarkClient } from "@callmark/client";
import { useEffect, useRef } from "react";
import { useSession } from "../session/session.ts";
import { type Follower, Stream } from "./stream.ts";

const streams = new WeakMap<CallmarkClient, Map<string, Stream>>();

/** Tells of what happens to the resources of an organization, some events at a time. */
export function useLiveEvents(orgId: string, onEvents: Follower): void {
  const { client } = useSession();
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    const ofClient = streams.get(client) ?? new Map<string, Stream>();
    streams.set(client, ofClient);
    const stream = ofClient.get(orgId) ?? new Stream(client, orgId);
    ofClient.set(orgId, stream);
    const follower: Follower = (events, missed) => latest.current(events, missed);
    if (stream.followers.size === 0) stream.start();
    stream.followers.add(follower);
    return () => {
      stream.followers.delete(follower);
      if (stream.followers.size > 0) return;
      stream.stop();
      ofClient.delete(orgId);
    };
  }, [client, orgId]);
}
