import type { Outbox, OutboxEvent } from "../src/registry/webhooks.ts";

export interface Happened extends OutboxEvent {
  readonly orgId: string;
  readonly created: number;
}

/** Events in memory, in the order in which they happened. */
export class MemoryOutbox implements Outbox {
  readonly events: Happened[] = [];
  reads = 0;

  /** Each event of a resource has the resource's id in its own, and a number. */
  happen(orgId: string, resourceId: string, more: Partial<Happened> = {}): Happened {
    const id = `${resourceId}_${this.events.length + 1}_PROCESSING_SUCCESSFUL`;
    const type = "PROCESSING_SUCCESSFUL";
    const notification = JSON.stringify({ id, type, orgId });
    const event = { id, type, orgId, resourceId, notification, created: 0, ...more };
    this.events.push(event);
    return event;
  }

  async readEvents({ after, since = 0, orgId, atMost }: Parameters<Outbox["readEvents"]>[0]) {
    this.reads += 1;
    const found = this.events
      .map((event, index) => ({ event, position: index + 1 }))
      .filter(({ position }) => position > (after?.position ?? 0))
      .filter(({ event }) => event.orgId === orgId && event.created >= since)
      .slice(0, atMost);
    const end = found.length === atMost ? found.at(-1)?.position : undefined;
    const next = { transactionId: 0, position: end ?? this.events.length };
    return { events: found.map(({ event }) => event), next };
  }
}
