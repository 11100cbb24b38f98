import type { BrandAssetDetails, SubmittedBrandAssetDetails } from "@callmark/contract";
import type { BrandAssetFacts } from "./brand-asset-rules.ts";
import { ENVELOPE_FIELDS, type ResourceKind } from "./kind.ts";
export const brandAssets: ResourceKind<
  BrandAssetDetails,
  SubmittedBrandAssetDetails,
  unknown,
  BrandAssetFacts
> = {
  name: "brandAsset",
  collection: "assets",
  parent: { idMember: "brandId", label: "Brand" },
  idParameter: "assetId",
  label: "Brand asset",
  detailsMember: "brandAssetDetails",
  fields: {
    ...ENVELOPE_FIELDS,
    "brandAssetDetails.partnersAssetId": "text",
    "brandAssetDetails.imageId": "text",
    "brandAssetDetails.intent": "text",
  },
  arrange: (x) => x,
  judge: () => [],
  judgeUpdate: () => [],
  judgeFacts: () => [],
};
