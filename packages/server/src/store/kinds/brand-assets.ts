import type { BrandAssetDetails } from "@callmark/contract";
import type { BrandAssetFacts } from "../../registry/brand-asset-rules.ts";
import { brandAssets } from "../../registry/brand-assets.ts";
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
      image: image && {
        deleted: image.deleted === 1,
        width: image.width,
        height: image.height,
        colours: image.colours,
      },
      partnersAssetIdTaken:
        partnersAssetId !== undefined &&
        (await tx.get(brands.sameAssetId, { ...taken, partnersAssetId })) !== undefined,
    };
  },
};
