import type { CallmarkClient } from "@callmark/client";
import { eq } from "@callmark/client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { BrandPlace } from "../session/place.ts";
import { useSession } from "../session/session.ts";

/** The image of the logo of a brand that is in force; `null` where it has none. */
export function brandLogo(client: CallmarkClient, place: BrandPlace | undefined) {
  return queryOptions({
    queryKey: ["brand-logo", place?.orgId, place?.brandId],
    staleTime: 300_000,
    enabled: place !== undefined,
    queryFn: async () => {
      if (place === undefined) return null;
      const asset = await client
        .brandAssets(place)
        .list({ where: eq("state", "PUBLISHED"), limit: 1 })
        .first();
      return asset === undefined ? null : client.images(place).metadata(asset.brandAssetDetails.imageId);
    },
  });
}

/** The address of a brand's logo at a size in pixels; `undefined` while there is none. */
export function useBrandLogo(place: BrandPlace | undefined, size: number): string | undefined {
  const { client } = useSession();
  const { data } = useQuery(brandLogo(client, place));
  return imageUrl(data?.cdnTemplateUrl, size);
}

/** The address of an image, square and at a size in pixels. */
export function imageUrl(template: string | undefined, size: number): string | undefined {
  return template
    ?.replace("{w}", String(size))
    .replace("{h}", String(size))
    .replace("{c}", "")
    .replace("{f}", "png");
}
