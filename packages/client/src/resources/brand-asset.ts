import { and, eq } from "../filter/build.ts";
import type { EnvelopeField } from "../filter/fields.ts";
import type { Kind } from "./kind.ts";
import type { Envelope } from "./resource.ts";

export interface AltText {
  readonly text: string;
  /** BCP 47, such as `en` or `en-US`. */
  readonly locale: string;
}

/** What an image of a brand is for. */
export type AssetIntent = "PLACECARD_LOGO" | "COVER_PHOTO";

export interface BrandAssetDetails {
  /** The id of an image that the org has uploaded: a UUID. */
  readonly imageId: string;
  readonly intent: AssetIntent;
  readonly altTexts?: readonly AltText[];
  readonly partnersAssetId?: string;
}

/** One image of a brand, and what it is for. */
export interface BrandAsset extends Envelope {
  readonly brandId: string;
  readonly brandAssetDetails: BrandAssetDetails;
}

/** What brand assets can be filtered by. */
export type BrandAssetField =
  | EnvelopeField
  | "brandAssetDetails.partnersAssetId"
  | "brandAssetDetails.imageId"
  | "brandAssetDetails.intent";

export const brandAssetKind: Kind<BrandAsset, BrandAssetDetails, BrandAssetField> = {
  collection: "assets",
  member: "brandAssetDetails",
  detailsOf: ({ brandAssetDetails }) => brandAssetDetails,
  identify: ({ imageId, intent }) =>
    imageId === undefined || intent === undefined
      ? undefined
      : and(eq("brandAssetDetails.imageId", imageId), eq("brandAssetDetails.intent", intent)),
};
