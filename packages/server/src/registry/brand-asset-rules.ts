import { ASSET_INTENTS, type AssetIntent } from "@callmark/contract/vocabulary";
import { type Rule, reviewRule, rule } from "./rules.ts";

export const IMAGE = "$.brandAssetDetails.imageId";
export const INTENT = "$.brandAssetDetails.intent";
export const ALT_TEXTS = "$.brandAssetDetails.altTexts";
export const PARTNERS_ID = "$.brandAssetDetails.partnersAssetId";

const OF_LOGOS: Readonly<Record<string, AssetIntent>> = { [INTENT]: "PLACECARD_LOGO" };

const PRESENT = "Field '{{field}}' must be present";

/** How large an image may be, in pixels. */
export interface Dimensions {
  readonly width: { readonly minimum: number; readonly maximum: number };
  readonly height: { readonly minimum: number; readonly maximum: number };
}

const exactly = (pixels: number) => ({ minimum: pixels, maximum: pixels });

/** What an image must measure for what it is for. */
export const DIMENSIONS: Readonly<Record<AssetIntent, Dimensions>> = {
  PLACECARD_LOGO: { width: exactly(1024), height: exactly(1024) },
  COVER_PHOTO: { width: { minimum: 1600, maximum: 4864 }, height: { minimum: 1040, maximum: 4864 } },
};

/** Width by height of a cover photo. */
export const COVER_PHOTO_RATIO = { minimum: 1.538, maximum: 1.5402 };

/** Every rule for brand assets (docs/rules.md). */
export const BRAND_ASSET_RULES = {
  imageIdMustBePresent: rule("ImageIdMustBePresent", {
    mark: "documented",
    ownWords: true,
    message: PRESENT,
    fields: [IMAGE],
    when: "There is no image id.",
  }),
  imageIdMustNotBeEmpty: rule("ImageIdMustNotBeEmpty", {
    mark: "documented",
    ownWords: true,
    message: "'imageId' must not be empty string",
    fields: [IMAGE],
    when: "It is an empty text.",
  }),
  imageIdMustBeAValidUUID: rule("ImageIdMustBeAValidUUID", {
    mark: "documented",
    ownWords: true,
    message: "'imageId' value '{{value}}' must be a valid UUID",
    fields: [IMAGE],
    when: "It is not a UUID in its usual form.",
  }),
  imageIdMustBeResolvable: rule("ImageIdMustBeResolvable", {
    mark: "documented",
    ownWords: true,
    message: "'imageId' value '{{value}}' must be resolvable",
    fields: [IMAGE],
    when: "The org has no such image.",
  }),
  referencedImageMustNotBeDeleted: rule("ReferencedImageMustNotBeDeleted", {
    mark: "documented",
    ownWords: true,
    message: "Referenced image '{{value}}' must not be deleted",
    fields: [IMAGE],
    when: "The image is deleted.",
  }),
  imageMustHaveValidDimensionsForIntent: rule("ImageMustHaveValidDimensionsForIntent", {
    mark: "documented",
    ownWords: true,
    message: "Image must have valid dimensions for 'intent' '{{value}}'",
    fields: [IMAGE, INTENT],
    when: "A `PLACECARD_LOGO` is not 1024 × 1024 pixels, a `COVER_PHOTO` under 1600 × 1040 or longer than 4864 on a side.",
  }),
  imageMustHaveValidColoursForIntent: rule("ImageMustHaveValidColoursForIntent", {
    mark: "ours",
    message: "Image must have valid colours for 'intent' '{{value}}'",
    fields: [IMAGE, INTENT],
    when: "A `COVER_PHOTO` is in CMYK.",
  }),
  intentMustBePresent: rule("IntentMustBePresent", {
    mark: "ours",
    message: PRESENT,
    fields: [INTENT],
    when: "There is no intent.",
  }),
  intentMustBeValid: rule("IntentMustBeValid", {
    mark: "ours",
    message: "'intent' value '{{value}}' is invalid",
    fields: [INTENT],
    when: `It is none of ${ASSET_INTENTS.join(", ")}.`,
  }),
  altTextsTextMustBePresent: rule("AltTextsTextMustBePresent", {
    mark: "ours",
    message: PRESENT,
    fields: [`${ALT_TEXTS}[*].text`],
    when: "It is absent, empty or blank.",
  }),
  altTextsLocaleMustBePresent: rule("AltTextsLocaleMustBePresent", {
    mark: "ours",
    message: PRESENT,
    fields: [`${ALT_TEXTS}[*].locale`],
    when: "It is absent or empty.",
  }),
  altTextsLocaleMustBeValid: rule("AltTextsLocaleMustBeValid", {
    mark: "ours",
    message: "'locale' value '{{value}}' is invalid",
    fields: [`${ALT_TEXTS}[*].locale`],
    when: "It is not a well-formed BCP 47 tag, such as `en-US`.",
  }),
  partnersAssetIdMustNotBeEmpty: rule("PartnersAssetIdMustNotBeEmpty", {
    mark: "documented",
    ownWords: true,
    message: "'partnersAssetId' must not be empty string",
    fields: [PARTNERS_ID],
    when: "It is an empty text.",
  }),
  partnersAssetIdAlreadyExists: rule("PartnersAssetIdAlreadyExists", {
    mark: "documented",
    ownWords: true,
    message: "'partnersAssetId' value '{{value}}' already exists",
    fields: [PARTNERS_ID],
    when: "Another asset of the brand has it; judged where nothing else is wrong.",
  }),
  countOfBrandAssetsMustNotExceedMaximum: rule("CountOfBrandAssetsMustNotExceedMaximum", {
    method: "POST",
    mark: "ours",
    message: "Count of BrandAssets must not exceed maximum",
    fields: ["$"],
    when: "The brand has as many as it may have; judged where nothing else is wrong.",
  }),
  aspectRatioMustBeWithinRangeForBrandCoverPhotoIntent: reviewRule(
    "AspectRatioMustBeWithinRangeForBrandCoverPhotoIntent",
    {
      unaided: true,
      mark: "documented",
      ownWords: true,
      message: `Aspect ratio must be within ${COVER_PHOTO_RATIO.minimum.toFixed(4)} and ${COVER_PHOTO_RATIO.maximum.toFixed(4)} for 'intent' 'COVER_PHOTO'`,
      fields: [IMAGE, INTENT],
      when: "The width of a `COVER_PHOTO` divided by its height is outside of that range; the review finds it by itself, as soon as the asset is submitted.",
    },
  ),
  brandLogoDoesNotBelongToBrand: reviewRule("BrandLogoDoesNotBelongToBrand", {
    mark: "documented",
    message: "Logo does not belong to this brand",
    fields: [IMAGE],
    only: OF_LOGOS,
    when: "A reviewer finds that a `PLACECARD_LOGO` is another's.",
  }),
  brandLogoIsNotALogo: reviewRule("BrandLogoIsNotALogo", {
    mark: "documented",
    message: "Not a logo",
    fields: [IMAGE],
    only: OF_LOGOS,
    when: "A reviewer finds that a `PLACECARD_LOGO` is not a logo.",
  }),
  brandLogoPolicyIssue: reviewRule("BrandLogoPolicyIssue", {
    mark: "documented",
    message: "Logo does not meet policy",
    fields: [IMAGE],
    only: OF_LOGOS,
    when: "A reviewer finds that the registry does not accept such a `PLACECARD_LOGO`.",
  }),
  brandLogoImageQualityIssue: reviewRule("BrandLogoImageQualityIssue", {
    mark: "documented",
    ownWords: true,
    message: "Image quality of the logo is too low",
    fields: [IMAGE],
    only: OF_LOGOS,
    when: "A reviewer finds a `PLACECARD_LOGO` blurred, cut or hard to read.",
  }),
  photoRejected: reviewRule("PhotoRejected", {
    mark: "documented",
    ownWords: true,
    message: "Photo is rejected",
    fields: [IMAGE],
    when: "A reviewer does not accept the picture, whatever its intent.",
  }),
} satisfies Record<string, Rule>;

/** The image that an asset names; measures in pixels. */
export interface AssetImage {
  readonly deleted: boolean;
  readonly width: number;
  readonly height: number;
  /** Of the file that was uploaded, in the words of libvips: `srgb`, `cmyk`, … */
  readonly colours: string;
}

/** What the registry knows of a submitted asset, read in the transaction that would write it. */
export interface BrandAssetFacts {
  /** The image, where the org has it. */
  readonly image: AssetImage | undefined;
  /** Has another asset of the brand, not deleted, this `partnersAssetId`? */
  readonly partnersAssetIdTaken: boolean;
  /** Would one more exceed what the brand may have? */
  readonly full: boolean;
}
