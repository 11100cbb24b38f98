import type { BrandAssetDetails } from "@callmark/contract";
import type { AssetImage, BrandAssetFacts } from "../../registry/brand-asset-rules.ts";
import { brandAssets } from "../../registry/brand-assets.ts";
import { judgeBrandAssetReview } from "../../registry/judge-brand-asset.ts";
import { isReadable } from "../readable-image.ts";
import { sortKey } from "../schema.ts";
import type { StoredKind } from "./stored-kind.ts";

export const storedBrandAssets: StoredKind<BrandAssetDetails, BrandAssetFacts> = {
  kind: brandAssets as StoredKind<BrandAssetDetails, BrandAssetFacts>["kind"],
  columns: {
    id: { column: "id" },
    state: { column: "state" },
    createdDate: { column: "created" },
    updatedDate: { column: "updated" },
    "brandAssetDetails.partnersAssetId": { column: "partners_asset_id", nullable: true },
    "brandAssetDetails.imageId": { column: "image_id" },
    "brandAssetDetails.intent": { column: "intent" },
  },
  indexes: [],
  order: ({ imageId }) => imageId,
  own: ({ intent, imageId, partnersAssetId }) => ({
    intent,
    image_id: imageId,
    partners_asset_id: partnersAssetId ?? null,
  }),

  async facts(tx, { collection, details: { imageId, partnersAssetId }, id, full = false, partnerId }) {
    const { brands, images } = tx.dialect.statements;
    const found = await tx.get(images.findToUse, { orgId: sortKey(collection.orgId), id: imageId });
    const image = found && (await isReadable(tx, found, partnerId)) ? found : undefined;
    const taken = { parentId: sortKey(collection.parentId), id: id === undefined ? "" : sortKey(id) };
    return {
      full,
      image: image && factsOfImage(image),
      partnersAssetIdTaken:
        partnersAssetId !== undefined &&
        (await tx.get(brands.sameAssetId, { ...taken, partnersAssetId })) !== undefined,
    };
  },

  async reviewFindings(tx, { collection, details }) {
    const found = await tx.get(tx.dialect.statements.images.findToUse, {
      orgId: sortKey(collection.orgId),
      id: details.imageId,
    });
    return judgeBrandAssetReview(details, { image: found && factsOfImage(found) });
  },
};

function factsOfImage({
  deleted,
  width,
  height,
  colours,
}: Pick<AssetImage, "width" | "height" | "colours"> & { readonly deleted: number }): AssetImage {
  return { deleted: deleted === 1, width, height, colours };
}
