import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Store } from "../../src/registry/store.ts";
import type { Webhook } from "../../src/registry/webhooks.ts";
import type { StoreEngine } from "../engines.ts";
import { NOW, outcome } from "../requests.ts";
import { freshId, secludedWorlds, worlds } from "../worlds.ts";
import { walk } from "./kept.ts";

export function webhookOfOrgCases(engine: StoreEngine): void {
  describe("an org's webhooks", () => {
    const fresh = worlds(engine);
    const LATE = NOW + 365 * 24 * 3_600_000;

    async function added(store: Store, orgId: string, created = NOW): Promise<Webhook> {
      const rest = { url: "https://receiver.example/", types: [], sealedSecret: "s", environment: "e" };
      const webhook = { ...rest, id: randomUUID(), orgId, created };
      expect(await store.addWebhook(webhook)).toBe("added");
      return webhook;
    }

    /** Queues an event for each of these resources, to be sent long after now. */
    async function queued(store: Store, webhookId: string, resources: readonly string[]): Promise<string[]> {
      const events = resources.map((resourceId) => ({ id: `e${freshId()}`, resourceId, notification: "{}" }));
      const to = { transactionId: 1, position: events.length };
      await store.queueDeliveries({ webhookId, from: undefined, to, events, now: LATE });
      return events.map(({ id }) => id);
    }

    const ended = async (store: Store, webhookId: string, worker = "w") => {
      const claimed = await store.claimDeliveries({
        ...{ webhookId, now: LATE, leaseUntil: LATE + 1, worker, atMost: 100 },
      });
      for (const { eventId } of claimed) {
        const attempt = { at: LATE, status: 204 };
        const after = { status: "delivered" } as const;
        expect(await store.recordAttempt({ webhookId, eventId, worker, attempt, after })).toBe(true);
      }
      return claimed.map(({ eventId }) => eventId);
    };

    test("are listed oldest first, a page at a time, without those that were removed", async () => {
      const { store, second, brand, foreign } = await fresh();
      const { orgId } = brand;
      await added(store, foreign.orgId);
      const all: Webhook[] = [];
      for (const created of [NOW + 3, NOW + 1, NOW + 2, NOW + 1, NOW]) {
        all.push(await added(store, orgId, created));
      }
      const gone = await added(store, orgId);
      await store.removeWebhook({ webhookId: gone.id });
      const inOrder = all.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
      for (const limit of [1, 2, 5, 6]) {
        const found = await walk({ orgId, accessRevision: 1, limit }, async (page) => {
          const { webhooks, more } = outcome("webhooks", await second.pageWebhooks(page));
          return { all: webhooks, more };
        });
        expect(found).toEqual(inOrder);
      }
      outcome("accessChanged", await store.pageWebhooks({ orgId, accessRevision: 2, limit: 1 }));
    });

    test("have deliveries that are listed newest first, a page at a time, for their org alone", async () => {
      const { store, second, brand, foreign } = await fresh();
      const { orgId } = brand;
      const { id: webhookId } = await added(store, orgId);
      const events = await queued(store, webhookId, ["1", "2", "3", "1", "5"]);
      const asked = { orgId, webhookId, accessRevision: 1, limit: 2 };
      const found = await walk(asked, async (page) => {
        const { deliveries, more } = outcome("deliveries", await second.pageDeliveries(page));
        return { all: deliveries, more };
      });
      expect(found.map(({ eventId }) => eventId)).toEqual(events.toReversed());
      expect(found).toEqual(await store.listDeliveries({ webhookId, atMost: 10 }));
      outcome("missing", await store.pageDeliveries({ ...asked, orgId: foreign.orgId }));
      outcome("missing", await store.pageDeliveries({ ...asked, webhookId: randomUUID() }));
      outcome("accessChanged", await store.pageDeliveries({ ...asked, accessRevision: 2 }));
      await store.removeWebhook({ webhookId });
      outcome("missing", await store.pageDeliveries(asked));
    });

    // A delegation changes the access of all who are in the registry.
    const apart = secludedWorlds(engine);
    test("keep what they told of another's brand to themselves once it is no longer shared", async () => {
      const { store, brand, foreign } = await apart();
      const [orgId, brandId] = [foreign.orgId, brand.parentId];
      const { id: webhookId } = await added(store, orgId);
      const notifications = [
        { orgId: brand.orgId, resourceDetails: { brandId } },
        { orgId, resourceDetails: { brandId: foreign.parentId } },
        { orgId },
      ].map((body) => JSON.stringify(body));
      const events = notifications.map((notification, index) => ({
        ...{ id: `e${index}`, resourceId: String(index), notification },
      }));
      const to = { transactionId: 1, position: 1 };
      await store.queueDeliveries({ webhookId, from: undefined, to, events, now: LATE });
      const delegation = { brandId, partnerId: orgId, by: "tests", now: NOW };
      const bodies = async (accessRevision: number) => {
        const page = await store.pageDeliveries({ orgId, webhookId, accessRevision, limit: 10 });
        return outcome("deliveries", page)
          .deliveries.map(({ body }) => body)
          .reverse();
      };
      expect(await bodies(1)).toEqual([undefined, ...notifications.slice(1)]);
      await store.share(delegation);
      expect(await bodies(2)).toEqual(notifications);
      await store.unshare(delegation);
      expect(await bodies(3)).toEqual([undefined, ...notifications.slice(1)]);
    });

    test("send again what has come to its end, behind what its resource has open, and nothing twice", async () => {
      const { store, second, brand, foreign } = await fresh();
      const { orgId } = brand;
      const { id: webhookId } = await added(store, orgId);
      const [first, next = "", other = ""] = await queued(store, webhookId, ["1", "1", "2"]);
      const replay = (eventId: string, more = {}) =>
        second.replayDelivery({ orgId, webhookId, eventId, accessRevision: 1, now: LATE, ...more });
      const statuses = async () =>
        (await store.listDeliveries({ webhookId, atMost: 10 })).map(({ status }) => status).reverse();
      // Nothing has come to its end, and so nothing changes.
      for (const eventId of [first ?? "", next, other]) outcome("queued", await replay(eventId));
      expect(await statuses()).toEqual(["pending", "waiting", "pending"]);
      expect(await ended(store, webhookId)).toEqual([first, other]);
      outcome("queued", await replay(first ?? ""));
      expect(await statuses()).toEqual(["waiting", "pending", "delivered"]);
      expect(await ended(store, webhookId)).toEqual([next]);
      expect(await ended(store, webhookId)).toEqual([first]);
      for (const [expected, eventId, more] of [
        ["noDelivery", "nothing", {}],
        ["missing", first, { orgId: foreign.orgId }],
        ["missing", first, { webhookId: randomUUID() }],
        ["accessChanged", first, { accessRevision: 2 }],
      ] as const) {
        outcome(expected, await replay(eventId ?? "", more));
      }
      expect(await statuses()).toEqual(["delivered", "delivered", "delivered"]);
    });
  });
}
