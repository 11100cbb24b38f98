import { describe, expect, test } from "vitest";
import type { StoreOperations } from "../../src/registry/store.ts";
import { StoreUnavailable } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { created, given, list, NOW, requests } from "../requests.ts";
import { freshNumber, newWorld, worlds } from "../worlds.ts";

const ask = requests({ orgId: "1", parentId: "2" });
const account = {
  clientId: "c",
  orgId: "1",
  permission: "read-only",
  secretHash: "h",
  demo: false,
  created: NOW,
} as const;

const seen = { accessRevision: 1 };
const webhook = {
  id: "w",
  orgId: "1",
  url: "https://example.com/",
  types: [],
  sealedSecret: "s",
  environment: "e",
  created: NOW,
} as const;

const ONE = { kind: "callerId", orgId: "1", brandId: "2", id: "3" } as const;

/** A call of every operation. */
const CALLS: { readonly [Name in keyof StoreOperations]: Parameters<StoreOperations[Name]>[0] } = {
  probe: ask.list(),
  list: ask.list(),
  get: ask.get("1"),
  create: ask.create("+18005555555"),
  update: ask.update("1", {}),
  remove: ask.remove("1"),
  changeState: ask.step({ id: "1", etag: "e" }, "FAILED"),
  purge: { kind: "callerId", before: 0, atMost: 1 },
  summarize: ask.list(),
  count: { kind: "callerId", collection: ask.insert().collection },
  findCaller: { ...seen, phoneNumber: "+18005555555" },
  insert: ask.insert(),
  addImage: { ...seen, image: image("1"), pictures: [], maximum: 1 },
  isFullOfImages: { orgId: "1", maximum: 1 },
  findImage: { ...seen, orgId: "1", id: image("1").id },
  findPicture: { key: image("1").key, name: "1x1.png" },
  purgeImages: { before: 0, atMost: 1 },
  knownImageKeys: { keys: [] },
  findGrant: { tokenHash: "h" },
  findAccount: { clientId: "c" },
  addToken: { tokenHash: "h", clientId: "c", now: NOW, expires: NOW },
  describeOrg: { ...seen, orgId: "1" },
  addOrg: { orgId: "1", now: NOW },
  addBrand: { orgId: "1", brandId: "2", now: NOW },
  findBrand: { brandId: "2" },
  addAccount: account,
  listAccounts: {},
  replaceSecret: { clientId: "c", secretHash: "h" },
  removeAccounts: { clientId: "c" },
  seed: { orgs: [], now: NOW },
  rootKey: undefined as never,
  blockBrand: { brandId: "2", blocked: true },
  share: { brandId: "2", partnerId: "3", by: "tests", now: NOW },
  unshare: { brandId: "2", partnerId: "3", by: "tests", now: NOW },
  listDelegations: {},
  listPartners: { ...seen, collection: ask.insert().collection, limit: 1 },
  isPartner: { orgId: "1", partnerId: "2" },
  isWaived: {},
  takeReviews: { now: NOW, delay: 0, until: NOW, worker: "tests", atMost: 1 },
  settleReviews: { decisions: [], now: NOW },
  listReviews: { limit: 1 },
  findReview: { kind: "callerId", brandId: "2", id: "1" },
  findVersion: { kind: "callerId", collection: ask.insert().collection, id: "1", at: NOW },
  listVersions: { ...seen, ...ONE, limit: 1 },
  listHistory: { ...seen, ...ONE, limit: 1 },
  readEvents: { orgId: "1", atMost: 1 },
  lastEvent: {},
  listNotices: { name: "feedback", types: [], orgId: "1", accessRevision: 1, limit: 1, now: NOW },
  purgeEvents: { before: 0, atMost: 1 },
  addWebhook: webhook,
  listWebhooks: {},
  findWebhook: { webhookId: "w" },
  removeWebhook: { webhookId: "w" },
  resealWebhook: { webhookId: "w", former: "a", sealedSecret: "b" },
  queueDeliveries: {
    webhookId: "w",
    from: undefined,
    to: { transactionId: 0, position: 0 },
    events: [],
    now: NOW,
  },
  findDueWebhooks: { now: NOW },
  claimDeliveries: { webhookId: "w", now: NOW, leaseUntil: NOW, worker: "w", atMost: 1 },
  recordAttempt: {
    webhookId: "w",
    eventId: "e",
    worker: "w",
    attempt: { at: NOW },
    after: { status: "delivered" },
  },
  listDeliveries: { webhookId: "w", atMost: 1 },
  pageWebhooks: { ...seen, orgId: "1", limit: 1 },
  pageDeliveries: { ...seen, orgId: "1", webhookId: "w", limit: 1 },
  replayDelivery: { ...seen, orgId: "1", webhookId: "w", eventId: "e", now: NOW },
  replayDeliveries: { webhookId: "w", which: "given_up", now: NOW, atMost: 1 },
  purgeDeliveries: { before: 0, atMost: 1 },
};

export function closingCases(engine: StoreEngine): void {
  describe("writes at once", () => {
    const fresh = worlds(engine);

    test("one that fails takes no other with it", async () => {
      const { store, brand, foreign, ask, number } = await fresh();
      await created(store, foreign, number);
      const before = await created(store, brand, freshNumber());
      const good = Array.from({ length: 40 }, () => freshNumber());
      const writes = good.flatMap((own, index) => [
        () => store.create(ask.create(own)),
        // A number that another holds, an id that is taken, a brand that is not there, in turn.
        [
          () => store.insert(ask.insert(given(freshNumber()), given(number))),
          () => store.insert(ask.insert(given(freshNumber()), given(freshNumber(), { id: before.id }))),
          () =>
            store.insert({ ...ask.insert(given(freshNumber())), collection: { orgId: "1", parentId: "1" } }),
        ][index % 3] ?? (() => store.insert(ask.insert())),
      ]);
      const results = await Promise.allSettled(writes.map((write) => write()));
      const failed = results.flatMap((result, index) =>
        result.status === "rejected" ? [{ index, ...result }] : [],
      );
      expect(failed.map(({ index }) => index)).toEqual(good.map((_, index) => 2 * index + 1));
      const names = new Set(
        failed.map(({ index, reason }) => `${((index - 1) / 2) % 3} ${(reason as Error).name}`),
      );
      expect(names).toEqual(new Set(["0 UniqueViolation", "1 UniqueViolation", "2 Error"]));

      const { resources, total } = await list(store, brand);
      expect(total).toBe(good.length + 1);
      const numbers = resources.map(({ id, callerIdDetails }) =>
        id === before.id ? [] : [callerIdDetails.phoneNumber],
      );
      expect(numbers.flat().sort()).toEqual(good.sort());
    });

    // Where several connections write, only what was answered comes before what is asked for then.
    test.runIf(engine.writesInOrder)(
      "each sees those before it: one number, created, deleted and created again in one go",
      async () => {
        const { store, second, brand, sister, ask, number } = await fresh();
        const given1 = given(number);
        const results = await Promise.all([
          store.insert(ask.insert(given1)),
          store.create(ask.create(number)),
          store.remove(ask.remove(given1.id)),
          store.create(ask.create(number)),
          store.create(requests(sister).create(number)),
        ]);
        expect(results.map((result) => result?.outcome)).toEqual([
          undefined,
          "rejected",
          "removed",
          "created",
          "rejected",
        ]);
        expect((await list(second, brand)).total).toBe(1);
        expect((await list(second, sister)).total).toBe(0);
      },
    );

    test("a write that was answered is there for every other store", async () => {
      const { store, second, brand } = await fresh();
      for (let count = 1; count <= 20; count += 1) {
        const [writer, reader] = count % 2 === 0 ? [store, second] : [second, store];
        const { id } = await created(writer, brand, freshNumber());
        const page = await list(reader, brand, `id==${id}`);
        expect(page.ids).toEqual([id]);
        expect((await list(reader, brand)).total).toBe(count);
      }
    });
  });

  describe("close", () => {
    test("waits for the writes that were accepted, and their answers are true", async () => {
      await using registry = await engine.open();
      const { brand, ask } = await newWorld(registry.store);
      const store = await registry.another();
      const writes = Array.from({ length: 200 }, () => store.create(ask.create(freshNumber())));
      let answered = 0;
      for (const write of writes) void write.then(() => answered++);
      await store[Symbol.asyncDispose]();
      expect(answered).toBe(writes.length);
      const ids = (await Promise.all(writes)).map((result) =>
        result.outcome === "created" ? result.id : "",
      );
      if (store === registry.store) return;
      expect([...(await list(registry.store, brand)).ids].sort()).toEqual(ids.sort());
    });

    test("afterwards every operation is refused as unavailable", async () => {
      await using registry = await engine.open();
      const store = await registry.another();
      await store[Symbol.asyncDispose]();
      const names = Object.keys(CALLS) as (keyof StoreOperations)[];
      // Twice: the first refusal must not leave anything open.
      for (const name of [...names, ...names]) {
        const operation = store[name] as (input: unknown) => Promise<unknown>;
        await expect(operation(CALLS[name]), name).rejects.toBeInstanceOf(StoreUnavailable);
      }
    });

    test("may be asked for twice, and at once", async () => {
      await using registry = await engine.open();
      const store = await registry.another();
      await store.addOrg({ orgId: "1", now: NOW });
      await Promise.all([store[Symbol.asyncDispose](), store[Symbol.asyncDispose]()]);
      await store[Symbol.asyncDispose]();
    });
  });
}
