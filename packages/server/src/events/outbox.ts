import { type Event, later } from "../registry/events.ts";
import { notifications } from "../registry/notices.ts";
import { printNotice } from "../registry/print-notice.ts";
import type { Store } from "../registry/store.ts";
import type { Outbox } from "../registry/webhooks.ts";

/**
 * An org's events, and those of the brands that others share with it, as webhooks are told of them: each as the
 * notification that the org reads, in its own path or in the owner's.
 */
export function outboxOf(store: Pick<Store, "readEvents" | "lastEvent">): Outbox {
  return {
    async readEvents({ after, since = 0, orgId, atMost }) {
      let next = after ?? { transactionId: 0, position: 0 };
      let told: readonly Event[] = [];
      for (;;) {
        // Where there are no more of the org, others' events need not be gone through again either.
        const newest = await store.lastEvent({});
        const events = await store.readEvents({ after: next, orgId, withShared: true, atMost });
        next = events.at(-1)?.at ?? next;
        if (events.length < atMost) next = later(next, newest);
        told = events.filter(({ created }) => created >= since);
        // Whoever goes on from `next` names no moment: all that came before it must lie behind.
        if (told.length > 0 || events.length < atMost) break;
      }
      return {
        next,
        events: told.map((event) => ({
          id: event.id,
          type: event.type,
          resourceId: event.resourceId,
          notification: JSON.stringify(printNotice(notifications, event.orgId, event)),
        })),
      };
    },
  };
}
