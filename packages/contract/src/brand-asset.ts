import Type from "typebox";
import { ASSET_INTENTS } from "./brand-words.ts";
import { resourceSchemas } from "./resource.ts";
import { SubmittedText, submittedList } from "./submitted.ts";

const strict = { additionalProperties: false };

const AltText = Type.Object(
  { text: Type.String(), locale: Type.String({ description: "BCP 47", examples: ["en", "en-US"] }) },
  strict,
);

export const BrandAssetDetails = Type.Object(
  {
    imageId: Type.String({ format: "uuid", description: "An image that the org has uploaded" }),
    intent: Type.Enum([...ASSET_INTENTS]),
    altTexts: Type.Optional(Type.Array(AltText)),
    partnersAssetId: Type.Optional(Type.String()),
  },
  strict,
);
export type BrandAssetDetails = Type.Static<typeof BrandAssetDetails>;

/** As submitted: what is absent, empty or wrong in value is a validation rule's to report, not the shape's. */
export const SubmittedBrandAssetDetails = Type.Object(
  {
    imageId: SubmittedText,
    intent: SubmittedText,
    altTexts: submittedList(Type.Object({ text: SubmittedText, locale: SubmittedText }, strict)),
    partnersAssetId: SubmittedText,
  },
  strict,
);
export type SubmittedBrandAssetDetails = Type.Static<typeof SubmittedBrandAssetDetails>;

/** The bodies of the brand asset operations. */
export const brandAssetSchemas = resourceSchemas({
  parent: "brandId",
  member: "brandAssetDetails",
  details: BrandAssetDetails,
  submitted: SubmittedBrandAssetDetails,
});
