import { describe, expect, test } from "vitest";
import type { ImagePlace } from "../../src/registry/images.ts";
import type { Collection, Store } from "../../src/registry/store.ts";
import { assetRequests } from "../brand-requests.ts";
import type { StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { NOW, outcome, reviewed } from "../requests.ts";
import { secludedWorlds } from "../worlds.ts";

const accessRevision = 1;
const PICTURE = "512x512.png";

export function imagePurgeCases(engine: StoreEngine): void {
  describe("how many images an org may have", () => {
    const fresh = secludedWorlds(engine);
    const add = (store: Store, orgId: string, maximum: number) =>
      store.addImage({ accessRevision, image: image(orgId), pictures: [], maximum });

    test("one more is refused, and another org has room", async () => {
      const { store, second, brand, foreign } = await fresh();
      const isFull = (orgId = brand.orgId) => second.isFullOfImages({ orgId, maximum: 2 });
      outcome("added", await add(store, brand.orgId, 2));
      expect(await isFull()).toBe(false);
      outcome("added", await add(second, brand.orgId, 2));
      expect([await isFull(), await isFull(foreign.orgId)]).toEqual([true, false]);
      const late = image(brand.orgId);
      const refused = { accessRevision, image: late, pictures: [{ name: PICTURE, bytes: Buffer.from("x") }] };
      expect(await store.addImage({ ...refused, maximum: 2 })).toEqual({ outcome: "full" });
      expect(await second.findPicture({ key: late.key, name: PICTURE })).toBeUndefined();
      outcome("added", await add(store, foreign.orgId, 2));
      outcome("added", await add(store, brand.orgId, 3));
    });

    test("whoever uploads at once", async () => {
      const { store, second, brand } = await fresh();
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => add(index % 2 === 0 ? store : second, brand.orgId, 5)),
      );
      expect(answers.filter(({ outcome: one }) => one === "added")).toHaveLength(5);
      expect(answers.filter(({ outcome: one }) => one === "full")).toHaveLength(7);
    });
  });

  describe("images that nobody uses", () => {
    const fresh = secludedWorlds(engine);
    const DUE = NOW + 1_000;

    const uploaded = async (store: Store, { orgId }: Collection, created = NOW) => {
      const one = image(orgId, { created });
      const pictures = [{ name: PICTURE, bytes: Buffer.from(one.key) }];
      outcome("added", await store.addImage({ accessRevision, image: one, pictures, maximum: 1_000 }));
      return one;
    };
    type Uploaded = Awaited<ReturnType<typeof uploaded>>;
    const isThere = async (store: Store, { orgId, id, key }: Uploaded) => {
      const found = await store.findImage({ accessRevision, orgId, id });
      const picture = await store.findPicture({ key, name: PICTURE });
      expect(picture?.toString()).toBe(found.outcome === "found" ? key : undefined);
      expect(await store.knownImageKeys({ keys: [key] })).toEqual(found.outcome === "found" ? [key] : []);
      return found.outcome === "found";
    };
    const details = ({ id }: Uploaded, intent: "PLACECARD_LOGO" | "COVER_PHOTO" = "PLACECARD_LOGO") => ({
      imageId: id,
      intent,
    });
    /** Goes through all images, some at a time; gives the keys of what was removed. */
    const purge = async (store: Store, before = DUE, atMost = 1_000): Promise<string[]> => {
      const keys: string[] = [];
      let after: ImagePlace | undefined;
      do {
        const { purged, more } = await store.purgeImages({ before, atMost, ...(after && { after }) });
        keys.push(...purged);
        after = more;
      } while (after !== undefined);
      return keys;
    };

    test("are removed with their pictures, once they are old enough", async () => {
      const { store, second, brand } = await fresh();
      const [old, young] = [await uploaded(store, brand), await uploaded(store, brand, DUE)];
      expect(await purge(store, NOW)).not.toContain(old.key);
      expect(await isThere(second, old)).toBe(true);
      expect(await purge(store)).toEqual([old.key]);
      expect([await isThere(second, old), await isThere(second, young)]).toEqual([false, true]);
      expect(await purge(store)).toEqual([]);
      expect(await purge(store, DUE + 1)).toEqual([young.key]);
    });

    test("an asset keeps its image while it is there, be it deleted", async () => {
      const { store, brand } = await fresh();
      const ask = assetRequests(brand);
      const one = await uploaded(store, brand);
      const asset = outcome("created", await store.create(ask.create(details(one))));
      expect(await purge(store)).toEqual([]);
      outcome("removed", await store.remove(ask.remove(asset.id)));
      expect(await purge(store)).toEqual([]);
      expect(await store.purge({ kind: "brandAsset", before: NOW + 1, atMost: 10 })).toEqual({ purged: 1 });
      expect(await purge(store)).toEqual([one.key]);
      const another = outcome("rejected", await store.create(ask.create(details(one))));
      expect(another.findings.map(({ rule }) => rule.code)).toEqual(["VALIDATION__ImageIdMustBeResolvable"]);
    });

    test("a version that was in force keeps its own, and one that never was does not", async () => {
      const { store, brand } = await fresh();
      const ask = assetRequests(brand);
      const [first, second] = [await uploaded(store, brand), await uploaded(store, brand)];
      const asset = outcome("created", await store.create(ask.create(details(first))));
      outcome("changed", await reviewed(store, ask.step(asset, "PUBLISHED")));
      // The second is submitted, and replaced before anybody has seen it.
      outcome("updated", await store.update(ask.update(asset.id, details(second))));
      expect(await purge(store)).toEqual([]);
      const third = await uploaded(store, brand);
      const next = outcome("updated", await store.update(ask.update(asset.id, details(third))));
      expect(await purge(store)).toEqual([second.key]);
      // The first is in force until the third is, and it is known that it was even then.
      outcome("changed", await reviewed(store, ask.step(next, "PUBLISHED")));
      expect(await purge(store)).toEqual([]);
      expect([await isThere(store, first), await isThere(store, third)]).toEqual([true, true]);
    });

    test("however many, some at a time, over all orgs", async () => {
      const { store, brand, foreign } = await fresh();
      const own = [];
      for (let index = 0; index < 30; index += 1) {
        own.push(await uploaded(store, index % 3 === 0 ? foreign : brand));
      }
      const used = own[4];
      if (used === undefined) throw new Error("There are too few");
      outcome("created", await store.create(assetRequests(brand).create(details(used))));
      const keys = own.filter((one) => one !== used).map(({ key }) => key);
      // One transaction removes fewer than it looks at.
      const { purged, more } = await store.purgeImages({ before: DUE, atMost: 1_000 });
      expect(purged).toHaveLength(20);
      expect(more).toBeDefined();
      const rest = await purge(store, DUE, 4);
      expect([...purged, ...rest].sort()).toEqual(keys.sort());
      expect(await isThere(store, used)).toBe(true);
    });

    test("an asset that is created meanwhile has its image, or is told that there is none", async () => {
      const { store, second, brand } = await fresh();
      const ask = assetRequests(brand);
      const outcomes = new Set<string>();
      for (let round = 0; round < 40; round += 1) {
        const one = await uploaded(store, brand);
        const [made] = await Promise.all([store.create(ask.create(details(one))), purge(second)]);
        expect(made.outcome).toBe((await isThere(store, one)) ? "created" : "rejected");
        outcomes.add(made.outcome);
      }
      expect([...outcomes].every((one) => one === "created" || one === "rejected")).toBe(true);
    });

    test("of these keys those that are known", async () => {
      const { store, brand } = await fresh();
      const known = [await uploaded(store, brand), await uploaded(store, brand)].map(({ key }) => key);
      const keys = [...known, image(brand.orgId).key, "", "%"];
      expect([...(await store.knownImageKeys({ keys }))].sort()).toEqual(known.sort());
      expect(await store.knownImageKeys({ keys: [] })).toEqual([]);
    });
  });
}
