import { type BrandAsset, type CallmarkClient, eq } from "@callmark/client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { BrandPlace } from "../session/place.ts";
import { useSession } from "../session/session.ts";
import { firstOf } from "./first-of.ts";

/** The image of the logo of a brand that is in force; `null` where it has none. */
export function brandLogo(client: CallmarkClient, place: BrandPlace | undefined) {
  return queryOptions({
    queryKey: ["brand-logo", place?.orgId, place?.brandId],
    staleTime: 300_000,
    enabled: place !== undefined,
    queryFn: async () => {
      if (place === undefined) return null;
      const where = eq("brandAssetDetails.intent", "PLACECARD_LOGO");
      const asset = await client.brandAssets(place).list({ where, limit: 1 }).first();
      if (asset === undefined) return null;
      const imageId = await imageInForce(client, place, asset);
      return imageId === undefined ? null : client.images(place).metadata(imageId);
    },
  });
}

/** The image that calls show: of an asset whose newest version waits or was refused, that of the version before. */
async function imageInForce(
  client: CallmarkClient,
  place: BrandPlace,
  { id, state, brandAssetDetails }: BrandAsset,
): Promise<string | undefined> {
  if (state === "PUBLISHED") return brandAssetDetails.imageId;
  const versions = await firstOf(client.brandAssets(place).versions(id));
  return versions.find(({ to }) => to === undefined)?.brandAssetDetails.imageId;
}

/** The address of a brand's logo at a size in pixels; `undefined` while there is none. */
export function useBrandLogo(place: BrandPlace | undefined, size: number): string | undefined {
  const { client } = useSession();
  const { data } = useQuery(brandLogo(client, place));
  return imageUrl(data?.cdnTemplateUrl, size);
}

/** The boxes that the registry has pictures for, in pixels. */
const BOXES = [256, 512, 1024] as const;

/** The address of an image's picture that is at least of a size in pixels, as far as there is one. */
export function imageUrl(template: string | undefined, size: number): string | undefined {
  const box = String(BOXES.find((each) => each >= size) ?? BOXES.at(-1));
  return template?.replace("{w}", box).replace("{h}", box).replace("{c}", "").replace("{f}", "webp");
}
