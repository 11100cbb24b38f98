import { STATES } from "@callmark/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Collection, Store } from "../../src/registry/store.ts";
import { assetRequests, brandRequests, named } from "../brand-requests.ts";
import { checkPlainCounts } from "../check-totals.ts";
import type { OpenedStore, StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { codes, NOW, outcome, readPage, requests } from "../requests.ts";
import { freshId, freshNumber, newWorld, secludedWorlds, worlds } from "../worlds.ts";

const ALL = `state=in=(${STATES.join(",")})`;

/** An image of an org, as large as a logo; gives its id. */
async function logoOf(store: Store, orgId: string): Promise<string> {
  const logo = { ...image(orgId), width: 1024, height: 1024 };
  outcome("added", await store.addImage({ maximum: 100, accessRevision: 1, image: logo, pictures: [] }));
  return logo.id;
}

/** A brand with details in a new org. */
async function newBrand(store: Store, orgId: string): Promise<Collection & { readonly etag: string }> {
  const { id, etag } = outcome("created", await store.create(brandRequests(orgId).create(named(freshId()))));
  return { orgId, parentId: id, etag };
}

export function brandCases(engine: StoreEngine): void {
  describe("brands", () => {
    const fresh = worlds(engine);

    test("of creates of one brand at once, on two stores, one is taken", async () => {
      const { store, second, brand } = await fresh();
      const ask = brandRequests(brand.orgId);
      for (let round = 0; round < 5; round += 1) {
        const details = named(`Round ${round}`);
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, index) => (index % 2 ? store : second).create(ask.create(details))),
        );
        expect(results.filter((result) => result.outcome === "created")).toHaveLength(1);
      }
    });

    test("an org has no more than it may, however many come at once", async () => {
      const { store, second, brand } = await fresh();
      const ask = brandRequests(brand.orgId);
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 ? store : second).create(ask.create(named(`Brand ${index}`), { maximum: 5 })),
        ),
      );
      // Two are there to begin with.
      expect(results.filter((result) => result.outcome === "created")).toHaveLength(3);
      const refused = results.find((result) => result.outcome === "rejected") ?? expect.fail();
      expect(codes(refused)).toEqual(["CountOfBrandsMustNotExceedMaximum"]);
    });

    test("a brand that is deleted while caller IDs come has none that live", async () => {
      const { store, second, brand } = await fresh();
      const outcomes = new Set<string>();
      for (let round = 0; round < 15; round += 1) {
        const own = await newBrand(store, brand.orgId);
        const ask = requests(own);
        const create = (one: Store) => one.create(ask.create(freshNumber()));
        const [removed, ...creates] = await Promise.all([
          second.remove(brandRequests(own.orgId).remove(own.parentId)),
          create(store),
          create(second),
          create(store),
        ]);
        outcomes.add(removed.outcome);
        const made = creates.filter((result) => result.outcome === "created").length;
        const { live } = await store.count({ kind: "callerId", collection: own });
        expect(live).toBe(made);
        if (removed.outcome === "removed") {
          expect(made).toBe(0);
          expect(creates.map((result) => result.outcome)).toEqual(Array(3).fill("noParent"));
        } else {
          expect(codes(removed as never)).toEqual(["BrandMustHaveNoCallerIds"]);
          expect(made).toBeGreaterThan(0);
        }
      }
      expect(outcomes.size).toBeGreaterThan(0);
    });

    test("a brand that is deleted while assets come and change takes all with it", async () => {
      const { store, second, brand } = await fresh();
      const imageId = await logoOf(store, brand.orgId);
      const details = { imageId, intent: "PLACECARD_LOGO" } as const;
      for (let round = 0; round < 10; round += 1) {
        const own = await newBrand(store, brand.orgId);
        const ask = assetRequests(own);
        const { id } = outcome("created", await store.create(ask.create(details)));
        const [removed] = await Promise.all([
          second.remove(brandRequests(own.orgId).remove(own.parentId)),
          store.create(ask.create(details)),
          second.update(ask.update(id, details)),
          store.remove(ask.remove(id)),
        ]);
        expect(removed.outcome).toBe("removed");
        expect(await store.count({ kind: "brandAsset", collection: own })).toEqual({ live: 0 });
        outcome("noParent", await store.list(ask.list(ALL)));
      }
    });
  });

  describe("brands and assets: totals", () => {
    const write = fc.record({
      what: fc.constantFrom("create", "update", "remove", "publish", "reject"),
      kind: fc.constantFrom("brand", "brandAsset"),
      pick: fc.nat({ max: 20 }),
      store: fc.nat({ max: 1 }),
    });

    test("are plain counts after any sequence of writes, on each store", async () => {
      await using opened = await engine.open();
      const stores = [opened.store, await opened.another()];
      const { brand } = await newWorld(opened.store);
      const imageId = await logoOf(opened.store, brand.orgId);
      await fc.assert(
        fc.asyncProperty(fc.array(write, { minLength: 5, maxLength: 15 }), async (writes) => {
          const own = await newBrand(opened.store, brand.orgId);
          for (const { what, kind, pick, store } of writes) {
            const used = stores[store] ?? opened.store;
            const details = { imageId, intent: "PLACECARD_LOGO", partnersAssetId: freshId() } as const;
            if (kind === "brand")
              await act(used, brandRequests(own.orgId), named(freshId()), what, pick, own);
            else await act(used, assetRequests(own), details, what, pick);
            await checkCollections(opened, stores, own);
          }
        }),
        { numRuns: 15 },
      );
    });
  });

  describe("brands and assets: purge", () => {
    const secluded = secludedWorlds(engine);

    test("takes a brand after all that belongs to it, and its delegations with it", async () => {
      const { store, second, brand, foreign } = await secluded();
      const own = await newBrand(store, brand.orgId);
      const imageId = await logoOf(store, own.orgId);
      const asset = { imageId, intent: "PLACECARD_LOGO" } as const;
      for (let count = 0; count < 3; count += 1) {
        outcome("created", await store.create(assetRequests(own).create(asset)));
      }
      const { id } = outcome("created", await store.create(requests(own).create(freshNumber())));
      outcome("removed", await store.remove(requests(own).remove(id)));
      const delegated = { brandId: own.parentId, partnerId: foreign.orgId, by: "tests", now: NOW };
      outcome("removed", await store.remove(brandRequests(own.orgId).remove(own.parentId)));
      // The operator ends none with a brand: that it is deleted hides it.
      expect(await store.share(delegated)).toBe("noBrand");

      const purge = (kind: "callerId" | "brandAsset" | "brand", atMost = 2) =>
        second.purge({ kind, before: NOW + 1, atMost });
      expect(await purge("brand")).toEqual({ purged: 0 });
      expect(await purge("brandAsset")).toEqual({ purged: 2 });
      expect(await purge("brand")).toEqual({ purged: 0 });
      expect(await purge("brandAsset")).toEqual({ purged: 1 });
      expect(await purge("callerId")).toEqual({ purged: 1 });
      expect(await purge("brand")).toEqual({ purged: 1 });
      expect(await purge("brand")).toEqual({ purged: 0 });
      const listed = readPage(await store.list(brandRequests(own.orgId).list(ALL)));
      expect([listed.ids.includes(own.parentId), listed.total]).toEqual([false, 2]);
      // The id may be given again.
      expect(await store.addBrand({ orgId: own.orgId, brandId: own.parentId, now: NOW })).toBe("added");
    });

    test("a brand that was shared when it was deleted goes, and so does its delegation", async () => {
      const { store, brand, foreign } = await secluded();
      const own = await newBrand(store, brand.orgId);
      const delegated = { brandId: own.parentId, partnerId: foreign.orgId, by: "tests", now: NOW };
      expect(await store.share(delegated)).toBe("shared");
      const remove = brandRequests(own.orgId).remove(own.parentId, { accessRevision: 2 });
      outcome("removed", await store.remove(remove));
      expect(await store.purge({ kind: "brand", before: NOW + 1, atMost: 10 })).toEqual({ purged: 1 });
      expect(await store.listDelegations({})).toEqual([]);
      const asked = { orgId: own.orgId, partnerId: foreign.orgId };
      expect(await store.isPartner(asked)).toBe(false);
      // What was known of the partner counts no longer.
      outcome(
        "accessChanged",
        await store.list(brandRequests(own.orgId).list(undefined, { accessRevision: 2 })),
      );
    });
  });
}

type Ask = ReturnType<typeof brandRequests> | ReturnType<typeof assetRequests>;

/** Does something to one of the resources that are there; `spared` is a brand that stays. */
async function act(
  store: Store,
  ask: Ask,
  details: unknown,
  what: string,
  pick: number,
  spared?: Pick<Collection, "parentId">,
): Promise<void> {
  if (what === "create") {
    outcome("created", await store.create(ask.create(details as never)));
    return;
  }
  const { resources } = readPage(await store.list(ask.list()));
  const free = resources.filter(({ id }) => what !== "remove" || id !== spared?.parentId);
  const picked = free[pick % Math.max(free.length, 1)];
  if (picked === undefined) return;
  if (what === "update") outcome("updated", await store.update(ask.update(picked.id, details as never)));
  else if (what === "remove") outcome("removed", await store.remove(ask.remove(picked.id)));
  else {
    // A step that the review does not have from there changes nothing.
    await store.changeState(ask.step(picked, "PROCESSING"));
    await store.changeState(ask.step(picked, what === "publish" ? "PUBLISHED" : "REJECTED"));
  }
}

const ASKED = [undefined, ...STATES.map((state) => `state==${state}`), "state!=PUBLISHED", "id!=1"];

/** Holds each total of an org's brands and a brand's assets against what is there, and both against the rows. */
async function checkCollections(
  opened: OpenedStore,
  stores: readonly Store[],
  own: Collection,
): Promise<void> {
  for (const store of stores) {
    for (const ask of [brandRequests(own.orgId), assetRequests(own)]) {
      const everything = readPage(await store.list(ask.list(ALL))).resources;
      for (const ql of ASKED) {
        const expected = everything.filter(({ state }) => {
          const [, test, named] = /^state([=!]=)(.*)$/.exec(ql ?? "") ?? [];
          if (test === "==") return state === named;
          return state !== "DELETED" && (test === undefined || state !== named);
        });
        const { total, ids } = readPage(await store.list(ask.list(ql)));
        expect([ql, total, ids.length]).toEqual([ql, expected.length, expected.length]);
      }
    }
  }
  await checkPlainCounts(opened, ["brand", "brandAsset"]);
}
