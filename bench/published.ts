import { randomUUID } from "node:crypto";
import type { SeedBrand, SeedOrg } from "../packages/server/src/registry/seed.ts";
import { image } from "../packages/server/test/images.ts";

/** The brands of an organization with a name and a logo in force, and no caller IDs yet. `now` as of a store. */
export function publishedBrands(
  orgId: string,
  brandIds: readonly string[],
  now: number,
): Pick<SeedOrg, "images" | "brands"> {
  const images = brandIds.map(() => image(orgId, { created: now, updated: now }));
  return {
    images: images.map((each) => ({ image: each, pictures: [] })),
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
