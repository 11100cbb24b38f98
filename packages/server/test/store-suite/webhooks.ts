import { describe, expect, test } from "vitest";
import type { EventPosition } from "../../src/registry/events.ts";
import type { Store } from "../../src/registry/store.ts";
import type { AfterAttempt, Delivery, Webhook } from "../../src/registry/webhooks.ts";
import type { StoreEngine } from "../engines.ts";
import { NOW } from "../requests.ts";
import { freshId, secludedWorlds, worlds } from "../worlds.ts";

const at = (position: number): EventPosition => ({ transactionId: 7, position });
const event = (id: string, resourceId = `resource of ${id}`) => ({
  id,
  resourceId,
  notification: `{"id":"${id}"}`,
});
const ids = (deliveries: readonly Pick<Delivery, "eventId">[]) => deliveries.map(({ eventId }) => eventId);
const HOUR = 3_600_000;

type Queued = Parameters<Store["queueDeliveries"]>[0];

export function webhookCases(engine: StoreEngine): void {
  const newWebhook = (orgId: string, more: Partial<Webhook> = {}) => ({
    id: `webhook ${freshId()}`,
    orgId,
    url: "https://receiver.example/path?a=b",
    types: ["PROCESSING_SUCCESSFUL", "DELEGATION"] as const,
    sealedSecret: "sealed",
    environment: "test",
    created: NOW,
    ...more,
  });

  async function added(store: Store, orgId: string): Promise<string> {
    const webhook = newWebhook(orgId);
    expect(await store.addWebhook(webhook)).toBe("added");
    return webhook.id;
  }

  async function queue(
    store: Store,
    webhookId: string,
    events: Queued["events"],
    more: Partial<Queued> = {},
  ) {
    const { position: from } = (await store.findWebhook({ webhookId })) ?? {};
    const to = at((from?.position ?? 0) + events.length);
    return await store.queueDeliveries({ webhookId, from, to, events, now: NOW, ...more });
  }

  const claim = (store: Store, webhookId: string, now = NOW, worker = "one", atMost = 100) =>
    store.claimDeliveries({ webhookId, now, leaseUntil: now + 60_000, worker, atMost });

  const end = (
    store: Store,
    { webhookId, eventId }: Pick<Delivery, "webhookId" | "eventId">,
    after: AfterAttempt = { status: "delivered" },
    now = NOW,
    worker = "one",
  ) => store.recordAttempt({ webhookId, eventId, worker, attempt: { at: now, status: 204 }, after });

  describe("webhooks", () => {
    const fresh = worlds(engine);

    test("are added to an org that is there, and listed, all or an org's, oldest first", async () => {
      const { store, second, brand, foreign } = await fresh();
      expect(await store.addWebhook(newWebhook(freshId()))).toBe("noOrg");
      const late = newWebhook(brand.orgId, { created: NOW + 1 });
      const early = newWebhook(brand.orgId, { url: "https://[2606::1]/", types: [], environment: "" });
      const other = newWebhook(foreign.orgId);
      for (const one of [late, other, early]) expect(await store.addWebhook(one)).toBe("added");
      expect(await second.listWebhooks({ orgId: brand.orgId })).toEqual([early, late]);
      expect(await second.listWebhooks({ orgId: freshId() })).toEqual([]);
      expect(ids((await second.listWebhooks({})).map(({ id }) => ({ eventId: id })))).toEqual(
        expect.arrayContaining([early.id, late.id, other.id]),
      );
      expect(await second.findWebhook({ webhookId: other.id })).toEqual(other);
      expect(await second.findWebhook({ webhookId: "nobody" })).toBeUndefined();
    });

    test("one that is removed is nobody's any more, and nothing is queued or claimed for it", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("a")]);
      expect(await second.removeWebhook({ webhookId })).toBe("removed");
      expect(await store.removeWebhook({ webhookId })).toBe("noWebhook");
      expect(await store.findWebhook({ webhookId })).toBeUndefined();
      expect(await store.listWebhooks({ orgId: brand.orgId })).toEqual([]);
      expect(await queue(store, webhookId, [event("b")], { from: at(1), to: at(2) })).toBeUndefined();
      expect(await claim(store, webhookId)).toEqual([]);
      expect(await store.findDueWebhooks({ now: NOW })).not.toContain(webhookId);
    });

    test("a secret is sealed anew only where it is as it was read", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      const reseal = (former: string, sealedSecret: string) =>
        second.resealWebhook({ webhookId, former, sealedSecret });
      expect(await reseal("other", "anew")).toBe(false);
      expect(await reseal("sealed", "anew")).toBe(true);
      expect(await store.findWebhook({ webhookId })).toMatchObject({ sealedSecret: "anew" });
    });
  });

  describe("deliveries", () => {
    const fresh = worlds(engine);

    test("are queued with the position that they were read up to, both or none, whoever comes first", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      const once = { webhookId, from: undefined, to: at(2), events: [event("a"), event("b")], now: NOW };
      const results = await Promise.all(
        [store, second, store, second].map((each) => each.queueDeliveries(once)),
      );
      expect(results.filter((one) => one !== undefined)).toEqual([{ queued: 2 }]);
      expect(await second.findWebhook({ webhookId })).toMatchObject({ position: at(2) });
      expect(await queue(second, webhookId, [], { to: at(9) })).toEqual({ queued: 0 });
      // An event that is there is not told a second time.
      expect(await queue(second, webhookId, [event("b"), event("c")])).toEqual({ queued: 1 });
      const all = await store.listDeliveries({ webhookId, atMost: 10 });
      expect(ids(all)).toEqual(["c", "b", "a"]);
      expect(all[1]).toEqual({
        webhookId,
        eventId: "b",
        resourceId: "resource of b",
        body: '{"id":"b"}',
        queued: NOW,
        due: NOW,
        attempts: 0,
        status: "pending",
      });
      expect(ids(await store.listDeliveries({ webhookId, atMost: 2 }))).toEqual(["c", "b"]);
    });

    test("are claimed once until the lease ends, the longest due first", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("late")], { now: NOW + 5 });
      await queue(store, webhookId, [event("early")], { now: NOW });
      await queue(store, webhookId, [event("later")], { now: NOW + 6 });
      expect(await store.findDueWebhooks({ now: NOW - 1 })).not.toContain(webhookId);
      expect(await store.findDueWebhooks({ now: NOW })).toContain(webhookId);
      expect(await claim(store, webhookId, NOW - 1)).toEqual([]);
      expect(ids(await claim(store, webhookId, NOW, "one", 1))).toEqual(["early"]);
      expect(ids(await claim(second, webhookId, NOW + 5, "two"))).toEqual(["late"]);
      expect(await claim(second, webhookId, NOW + 5)).toEqual([]);
      expect(ids(await claim(second, webhookId, NOW + 60_000, "two"))).toEqual(["later", "early"]);
      // Who had it before says nothing any more.
      expect(await end(store, { webhookId, eventId: "early" }, undefined, NOW, "one")).toBe(false);
      expect(await end(store, { webhookId, eventId: "early" }, undefined, NOW, "two")).toBe(true);
      expect(await end(store, { webhookId, eventId: "early" }, undefined, NOW, "two")).toBe(false);
    });

    test("no two of many that claim at once get the same one", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      const names = Array.from({ length: 40 }, (_, index) => `event ${index}`);
      await queue(
        store,
        webhookId,
        names.map((name) => event(name)),
      );
      const claimed: string[] = [];
      while (claimed.length < names.length) {
        const got = await Promise.all(
          [store, second, store, second].map((each, index) => claim(each, webhookId, NOW, `${index}`, 3)),
        );
        expect(got.flat().length).toBeGreaterThan(0);
        claimed.push(...got.flatMap(ids));
      }
      expect(claimed.sort()).toEqual(names.sort());
    });

    test("an attempt is kept, with when the next one is due", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("a")]);
      await claim(store, webhookId);
      const attempt = { at: NOW + 3, error: "it hangs up" };
      const record = { webhookId, eventId: "a", worker: "one" };
      const after = { status: "pending", due: NOW + 9 } as const;
      expect(await store.recordAttempt({ ...record, attempt, after })).toBe(true);
      const [tried] = await second.listDeliveries({ webhookId, atMost: 1 });
      expect(tried).toMatchObject({ status: "pending", attempts: 1, due: NOW + 9, last: attempt });
      expect(await claim(second, webhookId, NOW + 8)).toEqual([]);
      expect(await claim(second, webhookId, NOW + 9)).toMatchObject([{ attempts: 1, eventId: "a" }]);
      const answered = { at: NOW + 10, status: 410, answer: "“gone”" };
      const given = { ...record, attempt: answered, after: { status: "given_up" } as const };
      expect(await second.recordAttempt(given)).toBe(true);
      const list = (status: Delivery["status"]) => store.listDeliveries({ webhookId, status, atMost: 5 });
      expect(await list("given_up")).toMatchObject([{ attempts: 2, last: answered }]);
      expect(await list("pending")).toEqual([]);
    });

    test("one of a resource waits until the older ones of it have come to their end", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("1", "r"), event("2", "r"), event("of another")]);
      await queue(second, webhookId, [event("3", "r")]);
      expect(ids(await claim(store, webhookId)).sort()).toEqual(["1", "of another"]);
      expect(
        await end(store, { webhookId, eventId: "1" }, { status: "pending", due: NOW + 5 }, NOW + 1),
      ).toBe(true);
      expect(ids(await claim(store, webhookId, NOW + 5))).toEqual(["1"]);
      await end(store, { webhookId, eventId: "1" }, { status: "given_up" }, NOW + 6);
      expect(ids(await claim(second, webhookId, NOW + 6))).toEqual(["2"]);
      await end(second, { webhookId, eventId: "2" }, undefined, NOW + 7);
      expect(ids(await claim(second, webhookId, NOW + 7))).toEqual(["3"]);
      await end(second, { webhookId, eventId: "3" }, undefined, NOW + 8);
      await queue(second, webhookId, [event("4", "r")]);
      expect(ids(await claim(store, webhookId, NOW + 8))).toEqual(["4"]);
    });

    test("none waits for ever, whatever is queued while another of its resource ends", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("0", "r")]);
      for (let round = 1; round <= 20; round += 1) {
        const claimed = await claim(store, webhookId);
        expect(ids(claimed)).toEqual([`${round - 1}`]);
        await Promise.all([
          ...claimed.map((one) => end(store, one)),
          queue(second, webhookId, [event(`${round}`, "r")]),
        ]);
      }
    });

    test("what has come to its end is queued again where that is asked for, and waits for others", async () => {
      const { store, second, brand } = await fresh();
      const webhookId = await added(store, brand.orgId);
      await queue(store, webhookId, [event("a", "r"), event("b", "s"), event("c", "t"), event("d", "r")]);
      const replay = (which: Parameters<Store["replayDeliveries"]>[0]["which"], atMost = 10) =>
        second.replayDeliveries({ webhookId, which, now: NOW + HOUR, atMost });
      expect(await replay({ eventId: "a" })).toEqual({ replayed: 0 });
      for (const one of await claim(store, webhookId)) {
        await end(store, one, { status: one.eventId === "a" ? "delivered" : "given_up" });
      }
      expect(await replay("given_up", 1)).toEqual({ replayed: 1 });
      expect(await replay("given_up")).toEqual({ replayed: 1 });
      expect(await replay("given_up")).toEqual({ replayed: 0 });
      expect(await replay({ eventId: "nothing" })).toEqual({ replayed: 0 });
      expect(await replay({ eventId: "a" })).toEqual({ replayed: 1 });
      const listed = await store.listDeliveries({ webhookId, atMost: 10 });
      expect(listed.map(({ eventId, status, attempts }) => [eventId, status, attempts])).toEqual([
        ["d", "pending", 0],
        ["c", "pending", 0],
        ["b", "pending", 0],
        ["a", "waiting", 0],
      ]);
      expect(listed[3]).toMatchObject({ queued: NOW + HOUR, last: { status: 204 } });
      for (const one of await claim(store, webhookId, NOW + HOUR))
        await end(store, one, undefined, NOW + HOUR);
      expect(ids(await claim(store, webhookId, NOW + HOUR))).toEqual(["a"]);
    });
  });

  describe("the purge of deliveries", () => {
    const fresh = secludedWorlds(engine);

    test("takes what ended before a moment, and what removed webhooks have left", async () => {
      const { store, second, brand } = await fresh();
      const [webhookId, removed] = [await added(store, brand.orgId), await added(store, brand.orgId)];
      await queue(
        store,
        webhookId,
        ["a", "b", "c", "d"].map((id) => event(id)),
      );
      await queue(
        store,
        removed,
        ["a", "b", "c"].map((id) => event(id)),
      );
      await claim(store, webhookId);
      await end(store, { webhookId, eventId: "a" }, { status: "delivered" }, NOW - 2);
      await end(store, { webhookId, eventId: "b" }, { status: "given_up" }, NOW - 1);
      await end(store, { webhookId, eventId: "c" }, { status: "delivered" }, NOW);
      await end(store, { webhookId, eventId: "d" }, { status: "pending", due: NOW }, NOW - 5);
      const left = async (id: string) => ids(await second.listDeliveries({ webhookId: id, atMost: 10 }));
      const purge = (atMost: number) => store.purgeDeliveries({ before: NOW, atMost });
      expect(await purge(1)).toEqual({ purged: 1 });
      expect(await left(webhookId)).toEqual(["d", "c", "b"]);
      expect(await purge(10)).toEqual({ purged: 1 });
      expect(await purge(10)).toEqual({ purged: 0 });
      expect(await left(webhookId)).toEqual(["d", "c"]);
      expect(await left(removed)).toEqual(["c", "b", "a"]);
      await store.removeWebhook({ webhookId: removed });
      expect(await purge(2)).toEqual({ purged: 2 });
      expect(await purge(2)).toEqual({ purged: 1 });
      expect(await left(removed)).toEqual([]);
      expect(await left(webhookId)).toEqual(["d", "c"]);
      // The name of one that is gone for good may be given again.
      expect(await store.addWebhook(newWebhook(brand.orgId, { id: removed }))).toBe("added");
    });
  });
}
