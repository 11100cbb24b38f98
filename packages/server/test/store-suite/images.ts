import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { UniqueViolation } from "../../src/store/transaction.ts";
import type { StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { NOW } from "../requests.ts";
import { freshId, secludedWorlds, worlds } from "../worlds.ts";

const accessRevision = 1;

export function imageCases(engine: StoreEngine): void {
  describe("images", () => {
    const fresh = worlds(engine);

    test("an image is found with all that it was given", async () => {
      const { store, second, brand, foreign } = await fresh();
      const own = image(brand.orgId, {
        filename: 'Zürich \\ "x" \u{1f600}.jpg',
        contentType: "image/jpeg",
        colours: "cmyk",
        updated: NOW + 1,
        width: 4_864,
        height: 3_163,
        uploadedByOrg: foreign.orgId,
      });
      expect(await store.addImage({ maximum: 100, accessRevision, image: own, pictures: [] })).toEqual({
        outcome: "added",
      });
      const found = await second.findImage({ accessRevision, orgId: brand.orgId, id: own.id });
      expect(found).toEqual({ outcome: "found", image: own });
    });

    test("it is found in its own org alone, and not once it is deleted", async () => {
      const { store, brand, foreign } = await fresh();
      const own = image(brand.orgId);
      const deleted = image(brand.orgId, { state: "DELETED" });
      for (const each of [own, deleted])
        await store.addImage({ maximum: 100, accessRevision, image: each, pictures: [] });
      for (const [orgId, id] of [
        [foreign.orgId, own.id],
        [`0${brand.orgId}`, own.id],
        [brand.orgId, randomUUID()],
        [brand.orgId, own.id.toUpperCase().replace(/[0-9]/g, "A")],
        [brand.orgId, deleted.id],
      ] as const) {
        expect(await store.findImage({ accessRevision, orgId, id })).toEqual({ outcome: "missing" });
      }
    });

    test.each([0, 1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 3_000_000])(
      "a picture of %i bytes comes back byte by byte",
      async (length) => {
        const { store, second, brand } = await fresh();
        const own = image(brand.orgId);
        const bytes = randomBytes(length);
        const pictures = [
          { name: "1024x1024.png", bytes },
          // A view into more, as what crosses threads may be.
          { name: "512x512.webp", bytes: new Uint8Array(Buffer.from("..webp..")).subarray(2, 6) },
        ];
        await store.addImage({ maximum: 100, accessRevision, image: own, pictures });
        const found = await second.findPicture({ key: own.key, name: "1024x1024.png" });
        expect(length === 0 ? found : found?.equals(bytes)).toBe(length === 0 ? undefined : true);
        const other = await second.findPicture({ key: own.key, name: "512x512.webp" });
        expect(other?.toString()).toBe("webp");
      },
    );

    test("a picture is found by its own key and name alone", async () => {
      const { store, brand } = await fresh();
      const own = image(brand.orgId);
      const name = "256x256.bmp";
      await store.addImage({
        maximum: 100,
        accessRevision,
        image: own,
        pictures: [{ name, bytes: Buffer.from("BM") }],
      });
      const { key } = own;
      const swapped = key.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
      expect(await store.findPicture({ key: swapped, name })).toBeUndefined();
      expect(await store.findPicture({ key: key.slice(1), name })).toBeUndefined();
      expect(await store.findPicture({ key, name: "256x256.png" })).toBeUndefined();
      expect(await store.findPicture({ key, name: name.toUpperCase() })).toBeUndefined();
      expect((await store.findPicture({ key, name }))?.toString()).toBe("BM");
    });

    test("what fails leaves nothing: no image, and no picture of one", async () => {
      const { store, brand } = await fresh();
      const own = image(brand.orgId);
      const picture = (name: string) => ({ name, bytes: Buffer.from(name) });
      // The second of two with one name breaks the key, when the first has been written.
      const pictures = [picture("1024x1024.png"), picture("512x512.png"), picture("512x512.png")];
      await expect(store.addImage({ maximum: 100, accessRevision, image: own, pictures })).rejects.toThrow(
        UniqueViolation,
      );
      expect(await store.findImage({ accessRevision, orgId: brand.orgId, id: own.id })).toEqual({
        outcome: "missing",
      });
      expect(await store.findPicture({ key: own.key, name: "1024x1024.png" })).toBeUndefined();
      const again = await store.addImage({
        maximum: 100,
        accessRevision,
        image: own,
        pictures: pictures.slice(0, 2),
      });
      expect(again).toEqual({ outcome: "added" });
    });

    test("no two images have one id in an org, or one key", async () => {
      const { store, brand, foreign } = await fresh();
      const own = image(brand.orgId);
      await store.addImage({ maximum: 100, accessRevision, image: own, pictures: [] });
      const add = (each: typeof own) =>
        store.addImage({ maximum: 100, accessRevision, image: each, pictures: [] });
      await expect(add(image(brand.orgId, { id: own.id }))).rejects.toThrow(UniqueViolation);
      await expect(add(image(foreign.orgId, { key: own.key }))).rejects.toThrow(UniqueViolation);
      expect(await add(image(foreign.orgId, { id: own.id }))).toEqual({ outcome: "added" });
    });

    test("an image of an org that is not there is refused", async () => {
      const { store } = await fresh();
      const nobodys = image(freshId());
      await expect(
        store.addImage({ maximum: 100, accessRevision, image: nobodys, pictures: [] }),
      ).rejects.toThrow();
    });
  });

  describe("images, once access has changed", () => {
    const fresh = secludedWorlds(engine);

    test("nothing is added or found before the grant is read anew", async () => {
      const { store, brand } = await fresh();
      const { orgId } = brand;
      const account = {
        clientId: "one",
        orgId,
        permission: "read-only",
        secretHash: "h",
        demo: false,
      } as const;
      await store.addAccount({ ...account, created: NOW });
      const own = image(orgId);
      const pictures = [{ name: "1x1.png", bytes: Buffer.from("x") }];
      await store.removeAccounts({ clientId: "one" });
      const changed = { outcome: "accessChanged" };
      expect(await store.addImage({ maximum: 100, accessRevision, image: own, pictures })).toEqual(changed);
      expect(await store.findPicture({ key: own.key, name: "1x1.png" })).toBeUndefined();
      expect(await store.findImage({ accessRevision, orgId, id: own.id })).toEqual(changed);
      expect(await store.findImage({ accessRevision: 2, orgId, id: own.id })).toEqual({ outcome: "missing" });
    });
  });
}
