import type { BrandAssetDetails, SubmittedBrandAssetDetails } from "@callmark/contract";
import type { BrandAssetFacts } from "./brand-asset-rules.ts";
import { detailsOf } from "./envelope.ts";
import {
  judgeBrandAsset,
  judgeBrandAssetFacts,
  judgeBrandAssetReview,
  judgeBrandAssetUpdate,
} from "./judge-brand-asset.ts";
import { ENVELOPE_FIELDS, type ResourceKind } from "./kind.ts";
import { present } from "./present.ts";

/** An asset of a brand: one image, and what it is for. */
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
  label: "Brand Asset",
  detailsMember: "brandAssetDetails",
  fields: {
    ...ENVELOPE_FIELDS,
    "brandAssetDetails.partnersAssetId": "text",
    "brandAssetDetails.imageId": "text",
    "brandAssetDetails.intent": "text",
  },
  arrange: ({ imageId, intent, altTexts, partnersAssetId }) =>
    present({
      imageId,
      intent,
      altTexts: altTexts?.map(({ text, locale }) => present({ text, locale })),
      partnersAssetId,
    }),
  judge: judgeBrandAsset,
  judgeUpdate: judgeBrandAssetUpdate,
  judgeFacts: judgeBrandAssetFacts,
  judgeReview: judgeBrandAssetReview,
};

/** The image that an asset's JSON names. */
export function imageIdOf(body: string): string {
  return detailsOf<BrandAssetDetails>(brandAssets, body).imageId;
}
