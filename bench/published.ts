import { randomBytes, randomUUID } from "node:crypto";
import type { Image } from "../packages/server/src/registry/images.ts";
import type { SeedBrand, SeedOrg } from "../packages/server/src/registry/seed.ts";

/** The brands of an organization with a name and a logo in force, and no caller IDs yet. `now` as of a store. */
export function publishedBrands(
  orgId: string,
  brandIds: readonly string[],
  now: number,
): Pick<SeedOrg, "images" | "brands"> {
  const images = brandIds.map(() => imageOf(orgId, now));
  return {
    images: images.map((image) => ({ image, pictures: [] })),
    brands: brandIds.map((brandId, index) => publishedBrand(brandId, images[index]?.id ?? "", now)),
  };
}

function publishedBrand(brandId: string, imageId: string, now: number): SeedBrand {
  const published = { created: now, updated: now, state: "PUBLISHED" } as const;
  const details = {
    categories: ["dining.dessert_shop.ice_cream_shop"],
    countryCodes: ["US"],
    displayNames: [{ name: `Brand ${brandId}`, locale: "en", primary: true }],
    urls: [{ url: "https://example.com/", type: "HOMEPAGE" }],
  };
  const logo = { imageId, intent: "PLACECARD_LOGO" };
  return {
    brandId,
    brand: { ...published, etag: randomUUID(), details },
    assets: [{ ...published, id: brandId, etag: randomUUID(), details: logo }],
    callerIds: [],
  };
}

function imageOf(orgId: string, now: number): Image {
  return {
    orgId,
    id: randomUUID(),
    created: now,
    updated: now,
    state: "PUBLISHED",
    filename: "logo.png",
    width: 1024,
    height: 1024,
    fileSize: 12_345,
    contentType: "image/png",
    colours: "srgb",
    key: randomBytes(32).toString("base64url"),
    uploadedByOrg: orgId,
    uploadedBy: "bench",
  };
}
