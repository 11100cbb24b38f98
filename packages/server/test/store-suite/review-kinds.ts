import { describe, expect, test } from "vitest";
import { newEtag } from "../../src/registry/etag.ts";
import type { StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { given, outcome, requests } from "../requests.ts";
import { freshNumber, secludedWorlds } from "../worlds.ts";
import { earlierThanAll, publish, settle, take, taken, told, waiting } from "./reviewing.ts";

export function reviewKindCases(engine: StoreEngine): void {
  describe("reviews of each kind", () => {
    const fresh = secludedWorlds(engine);

    test("brands and their assets wait by themselves, an asset no longer than its brand", async () => {
      const { store, second, brand } = await fresh();
      const { orgId } = brand;
      const now = earlierThanAll();
      const write = { ...requests(brand).create("", { now }), accessRevision: 1 };
      const collection = { orgId, parentId: orgId };
      const brandDetails = {
        categories: ["dining"],
        countryCodes: ["US"],
        displayNames: [{ name: `Brand ${freshNumber()}`, locale: "en", primary: true }],
        urls: [{ url: "https://example.com", type: "HOMEPAGE" }],
      };
      const made = outcome(
        "created",
        await store.create({ ...write, kind: "brand", collection, submitted: brandDetails, etag: newEtag() }),
      );
      const logo = { ...image(orgId), width: 1024, height: 1024 };
      outcome("added", await store.addImage({ maximum: 100, accessRevision: 1, image: logo, pictures: [] }));
      const inBrand = { orgId, parentId: made.id };
      const asset = outcome(
        "created",
        await store.create({
          ...write,
          kind: "brandAsset",
          collection: inBrand,
          submitted: { imageId: logo.id, intent: "PLACECARD_LOGO" },
          etag: newEtag(),
        }),
      );
      const all = await take(second, now);
      const own = (id: string) => all.find((one) => one.id === id);
      expect(all).toHaveLength(2);
      expect(own(made.id)).toMatchObject({ kind: "brand", collection });
      expect(own(asset.id)).toMatchObject({ kind: "brandAsset", collection: inBrand });
      const review = own(made.id);
      if (review === undefined) throw new Error("The brand does not wait");
      const decision = { review, verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(second, now, decision)).toBe("decided");
      const inForce = await store.findVersion({ kind: "brand", collection, id: made.id, at: now });
      expect(inForce?.etag).toBe(made.etag);
      const remove = { kind: "brand", collection, id: made.id, ifMatch: "*" } as const;
      outcome("removed", await store.remove({ ...remove, accessRevision: 1, clientId: "client", now }));
      expect(await waiting(store, brand)).toEqual([]);
      expect(await store.findVersion({ kind: "brand", collection, id: made.id, at: now })).toBeUndefined();
      const events = (await told(store, brand)).map(({ resourceId, type }) => [resourceId, type]);
      expect(events.filter(([id]) => id === asset.id).map(([, type]) => type)).toEqual([
        "SUBMITTED",
        "PROCESSING",
        "DELETED",
      ]);
    });

    test("what the review finds by itself is rejected with its submission; a version in force stays", async () => {
      const { store, brand, ask } = await fresh();
      const { orgId } = brand;
      const now = earlierThanAll();
      const cover = (imageId: string) => ({ imageId, intent: "COVER_PHOTO" });
      const [wide, right] = [
        image(orgId, { width: 1600, height: 1100 }),
        image(orgId, { width: 1600, height: 1040 }),
      ];
      for (const one of [wide, right]) {
        outcome("added", await store.addImage({ maximum: 100, accessRevision: 1, image: one, pictures: [] }));
      }
      const create = (submitted: object) =>
        store.create(ask.create("", { kind: "brandAsset", submitted, now }));

      const refused = outcome("created", await create(cover(wide.id)));
      expect(refused).toMatchObject({ isRejected: true, findings: [] });
      expect(JSON.parse(refused.body).state).toBe("SUBMITTED");
      expect(await take(store, now)).toEqual([]);

      const good = outcome("created", await create(cover(right.id)));
      expect(good.isRejected).toBe(false);
      const decision = { review: await taken(store, now), verdict: publish, takenBy: "one", by: "judge" };
      expect(await settle(store, now, decision)).toBe("decided");
      const change = ask.update(good.id, {}, { kind: "brandAsset", submitted: cover(wide.id), now });
      const updated = outcome("updated", await store.update(change));
      expect(updated.isRejected).toBe(true);
      expect(await take(store, now)).toEqual([]);
      const about = { kind: "brandAsset", collection: brand, id: good.id } as const;
      expect((await store.findVersion({ ...about, at: now }))?.etag).toBe(good.etag);

      const rejections = (await told(store, brand)).filter(({ type }) => type === "VALIDATION_FAILURE");
      expect(rejections.map(({ resourceId, etag }) => [resourceId, etag])).toEqual([
        [refused.id, refused.etag],
        [good.id, updated.etag],
      ]);
      for (const { details } of rejections) {
        expect(details).toMatchObject({
          by: "automatic review",
          validationReports: [
            {
              code: "VALIDATION__AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent",
              severity: "VIOLATION",
            },
          ],
        });
      }
    });

    test("what an operator writes as it stands is in no queue, and an update of it is", async () => {
      const { store, brand, ask, number } = await fresh();
      const now = earlierThanAll();
      const one = given(number, { state: "SUBMITTED", created: now, updated: now });
      await store.insert(ask.insert(one));
      expect(await waiting(store, brand)).toEqual([]);
      const put = ask.update(one.id, { phoneNumber: number }, { now: now + 1 });
      const { etag } = outcome("updated", await store.update(put));
      expect(await waiting(store, brand)).toMatchObject([{ id: one.id, etag, submitted: now + 1 }]);
      outcome("removed", await store.remove(ask.remove(one.id)));
      expect(await waiting(store, brand)).toEqual([]);
    });
  });
}
