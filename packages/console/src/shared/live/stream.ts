import type { CallmarkClient, ResourceEvent } from "@callmark/client";

/** How long events are gathered before they are handed on, in milliseconds. */
const GATHERED = 200;
/** How long to wait after a stream was refused, in milliseconds. The client itself goes on where a connection broke. */
const AFTER_REFUSAL = 10_000;
/** After how long out of sight a page gives its connection back, in milliseconds. */
const OUT_OF_SIGHT = 60_000;

/** Told of events, some at a time; `missed` where others may have happened unseen, so that all must be read anew. */
export type Follower = (events: readonly ResourceEvent[], missed: boolean) => void;

/** The events of an organization, for all who follow them on this page. */
export class Stream {
  readonly followers = new Set<Follower>();
  readonly #client: CallmarkClient;
  readonly #orgId: string;
  #lastEventId: string | undefined;
  #wasOpen = false;
  #gathered: ResourceEvent[] = [];
  #open: AbortController | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(client: CallmarkClient, orgId: string) {
    this.#client = client;
    this.#orgId = orgId;
  }

  start(): void {
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#enter();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#leave();
  }

  /** A browser has few connections to one server for all of its tabs: one that nobody sees gives its own back. */
  readonly #onVisibility = () => {
    clearTimeout(this.#leaving);
    if (document.hidden) this.#leaving = setTimeout(() => this.#leave(), OUT_OF_SIGHT);
    else this.#enter();
  };

  #enter(): void {
    if (this.#open !== undefined) return;
    this.#open = new AbortController();
    void this.#follow(this.#open.signal);
  }

  #leave(): void {
    clearTimeout(this.#leaving);
    this.#open?.abort();
    this.#open = undefined;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const lastEventId = this.#lastEventId;
      const events = this.#client.events({ orgId: this.#orgId }).stream({ signal, lastEventId });
      if (this.#wasOpen && lastEventId === undefined) this.#hand(true);
      try {
        for await (const { id, data } of events) {
          this.#lastEventId = id;
          if (this.#gathered.push(data) === 1) setTimeout(() => this.#hand(false), GATHERED);
        }
      } catch {
        // What is on the page stays as it was; whatever is read next says itself why it cannot be.
      }
      this.#wasOpen = true;
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AFTER_REFUSAL));
    }
  }

  #hand(missed: boolean): void {
    const events = this.#gathered;
    this.#gathered = [];
    for (const follower of this.followers) follower(events, missed);
  }
}
