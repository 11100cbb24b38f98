import type { EventPosition } from "../registry/events.ts";
import type { Outbox, Webhook, WebhookOperations, WebhookType } from "../registry/webhooks.ts";

/** How many events are read at once. */
const AT_ONCE = 500;
/** How often the position of a webhook is kept that is told nothing, in milliseconds. */
const KEPT_EVERY = 60_000;

export interface QueueOptions {
  readonly store: Pick<WebhookOperations, "queueDeliveries">;
  readonly outbox: Outbox;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** How far this process has read for a webhook beyond the position that is kept. */
interface Read {
  readonly kept: EventPosition | undefined;
  readonly to: EventPosition;
  readonly since: number;
}

/**
 * Turns events into deliveries. Events that concern no webhook move no row: how far they have been read is remembered
 * here, and kept now and then.
 */
export class Queue {
  readonly #options: QueueOptions;
  readonly #read = new Map<string, Read>();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Queues what has happened since the last time; how much that was. `isClosing` ends it early. */
  async fill(webhooks: readonly Webhook[], isClosing: () => boolean): Promise<number> {
    const ids = new Set(webhooks.map(({ id }) => id));
    for (const id of this.#read.keys()) if (!ids.has(id)) this.#read.delete(id);
    let queued = 0;
    for (const webhook of webhooks) {
      if (isClosing()) break;
      queued += await this.#fillOne(webhook, isClosing);
    }
    return queued;
  }

  async #fillOne(webhook: Webhook, isClosing: () => boolean): Promise<number> {
    const { store, outbox, clock } = this.#options;
    const { id: webhookId, orgId, created } = webhook;
    let kept = webhook.position;
    let all = 0;
    for (;;) {
      const read = this.#read.get(webhookId);
      const known = read !== undefined && isSame(read.kept, kept) ? read : undefined;
      const after = known?.to ?? kept;
      const since = after === undefined ? { since: created } : {};
      const { events, next } = await outbox.readEvents({ after, ...since, orgId, atMost: AT_ONCE });
      const wanted = events.filter(({ type }) => webhook.types.includes(type as WebhookType));
      const now = clock();
      const last = known?.since ?? now;
      if (wanted.length > 0 || (now - last >= KEPT_EVERY && !isSame(kept, next))) {
        const from = kept;
        const done = await store.queueDeliveries({ webhookId, from, to: next, events: wanted, now });
        this.#read.delete(webhookId);
        // Another node does it: what is left is for the next round.
        if (done === undefined) return all;
        all += done.queued;
        kept = next;
      } else {
        this.#read.set(webhookId, { kept, to: next, since: last });
      }
      if (events.length < AT_ONCE || isClosing()) return all;
    }
  }
}

function isSame(a: EventPosition | undefined, b: EventPosition | undefined): boolean {
  return a?.transactionId === b?.transactionId && a?.position === b?.position;
}
