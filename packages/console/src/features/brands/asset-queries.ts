import type { AssetIntent, BrandAsset, CallmarkClient, ImageMetadata } from "@callmark/client";
import { queryOptions } from "@tanstack/react-query";
import { firstOf } from "../../shared/data/first-of.ts";
import type { BrandPlace } from "../../shared/session/place.ts";

/** The size that an image must have for what it is for, in pixels. */
export const SIZES: Readonly<Record<AssetIntent, { readonly width: number; readonly height: number }>> = {
  PLACECARD_LOGO: { width: 1024, height: 1024 },
  COVER_PHOTO: { width: 1600, height: 1040 },
};

/** The assets of a brand, newest first. */
export function assetsQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    queryKey: ["assets", place.brandId],
    queryFn: ({ signal }): Promise<BrandAsset[]> =>
      Array.fromAsync(client.brandAssets(place).list({ limit: 1000, signal })),
  });
}

/** The versions of an asset that were in force, and its steps; both newest first. */
export function assetPastQuery(client: CallmarkClient, place: BrandPlace, id: string) {
  return queryOptions({
    queryKey: ["assets", place.brandId, id, "past"],
    queryFn: async ({ signal }) => {
      const [versions, history] = await Promise.all([
        firstOf(client.brandAssets(place).versions(id, { signal })),
        firstOf(client.brandAssets(place).history(id, { signal })),
      ]);
      return { versions, history };
    },
  });
}

/** An image without its pixels; it never changes. */
export function imageQuery(client: CallmarkClient, orgId: string, imageId: string) {
  return queryOptions({
    queryKey: ["image", imageId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }): Promise<ImageMetadata> => client.images({ orgId }).metadata(imageId, { signal }),
  });
}
