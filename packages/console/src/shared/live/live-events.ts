import type { CallmarkClient, ResourceEvent } from "@callmark/client";
import { useEffect, useRef } from "react";
import { useSession } from "../session/session.ts";

/** How long events are gathered before they are handed on, in milliseconds. */
const GATHERED = 200;
/** How long to wait after a stream failed, in milliseconds. The client itself goes on where a connection broke. */
const AFTER_FAILURE = 10_000;

type Follower = (events: readonly ResourceEvent[]) => void;

/** One stream for all who follow an organization on this page. */
class Stream {
  readonly followers = new Set<Follower>();
  readonly #open: (
    lastEventId: string | undefined,
    signal: AbortSignal,
  ) => AsyncIterable<{ id?: string; data: ResourceEvent }>;
  #lastEventId: string | undefined;
  #gathered: ResourceEvent[] = [];
  #stop: AbortController | undefined;

  constructor(client: CallmarkClient, orgId: string) {
    this.#open = (lastEventId, signal) =>
      client.events({ orgId }).stream({ signal, ...(lastEventId !== undefined && { lastEventId }) });
  }

  start(): void {
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#onVisibility();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** A browser has few connections to one server for all of its tabs: a tab that nobody sees gives its own back. */
  readonly #onVisibility = () => {
    if (document.hidden) {
      this.#stop?.abort();
      this.#stop = undefined;
    } else if (this.#stop === undefined) {
      this.#stop = new AbortController();
      void this.#follow(this.#stop.signal);
    }
  };

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const { id, data } of this.#open(this.#lastEventId, signal)) {
          this.#lastEventId = id ?? this.#lastEventId;
          if (this.#gathered.push(data) === 1) setTimeout(this.#hand, GATHERED);
        }
      } catch {
        // Pages show what they have; they say themselves where a request of theirs fails.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AFTER_FAILURE));
    }
  }

  readonly #hand = () => {
    const events = this.#gathered;
    this.#gathered = [];
    for (const follower of this.followers) follower(events);
  };
}

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
    const follower: Follower = (events) => latest.current(events);
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
