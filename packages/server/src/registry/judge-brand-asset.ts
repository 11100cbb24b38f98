import type { BrandAssetDetails, SubmittedBrandAssetDetails } from "@callmark/contract";
import { ASSET_INTENTS } from "@callmark/contract/vocabulary";
import {
  ALT_TEXTS,
  type AssetImage,
  BRAND_ASSET_RULES,
  type BrandAssetFacts,
  COVER_PHOTO_RATIO,
  DIMENSIONS,
  IMAGE,
  INTENT,
  PARTNERS_ID,
} from "./brand-asset-rules.ts";
import { isLocale, isUuid } from "./formats.ts";
import { absent, type Finding, ofMethod, ofValue } from "./rules.ts";

const RULES = BRAND_ASSET_RULES;

/** What the details say of themselves. */
export function judgeBrandAsset(details: SubmittedBrandAssetDetails): Finding[] {
  return [
    ...judgeImageId(details.imageId),
    ...judgeIntent(details.intent),
    ...(details.altTexts ?? []).flatMap(judgeAltText),
    ...(details.partnersAssetId === ""
      ? [{ rule: RULES.partnersAssetIdMustNotBeEmpty, member: PARTNERS_ID }]
      : []),
  ];
}

function judgeImageId(imageId: string | undefined): Finding[] {
  if (imageId === undefined) return [absent(RULES.imageIdMustBePresent, IMAGE)];
  if (imageId === "") return [{ rule: RULES.imageIdMustNotBeEmpty, member: IMAGE }];
  return isUuid(imageId) ? [] : [ofValue(RULES.imageIdMustBeAValidUUID, IMAGE, imageId)];
}

function judgeIntent(intent: string | undefined): Finding[] {
  if (intent === undefined) return [absent(RULES.intentMustBePresent, INTENT)];
  return ASSET_INTENTS.some((known) => known === intent)
    ? []
    : [ofValue(RULES.intentMustBeValid, INTENT, intent)];
}

type AltText = NonNullable<SubmittedBrandAssetDetails["altTexts"]>[number];

function judgeAltText(value: AltText, index: number): Finding[] {
  const item = { field: `${ALT_TEXTS}[${index}]`, value };
  const { text = "", locale = "" } = value;
  const findings: Finding[] = [];
  if (text.trim() === "") {
    findings.push(absent(RULES.altTextsTextMustBePresent, `${item.field}.text`, item));
  }
  if (locale === "") {
    findings.push(absent(RULES.altTextsLocaleMustBePresent, `${item.field}.locale`, item));
  } else if (!isLocale(locale)) {
    findings.push(ofValue(RULES.altTextsLocaleMustBeValid, `${item.field}.locale`, locale));
  }
  return findings;
}

/** An update may change all of an asset. */
export const judgeBrandAssetUpdate = (): Finding[] => [];

/** What stands against the details elsewhere; asked only where nothing else is wrong. */
export function judgeBrandAssetFacts(
  details: BrandAssetDetails,
  facts: BrandAssetFacts,
  method: "POST" | "PUT" = "POST",
): Finding[] {
  const ofImage = judgeImage(details, facts.image);
  if (ofImage !== undefined) return [ofImage];
  const findings: Finding[] = [];
  if (facts.partnersAssetIdTaken && details.partnersAssetId !== undefined) {
    findings.push(ofValue(RULES.partnersAssetIdAlreadyExists, PARTNERS_ID, details.partnersAssetId));
  }
  if (facts.full) findings.push({ rule: RULES.countOfBrandAssetsMustNotExceedMaximum, member: "$" });
  return ofMethod(findings, method);
}

function judgeImage(
  { imageId, intent }: BrandAssetDetails,
  image: AssetImage | undefined,
): Finding | undefined {
  if (image === undefined) return ofValue(RULES.imageIdMustBeResolvable, IMAGE, imageId);
  if (image.deleted) return ofValue(RULES.referencedImageMustNotBeDeleted, IMAGE, imageId);
  const { width, height } = DIMENSIONS[intent];
  const found = {
    member: IMAGE,
    context: { value: intent },
    submitted: [
      { field: IMAGE, value: imageId },
      { field: INTENT, value: intent },
    ],
  };
  if (within(image.width, width) && within(image.height, height)) {
    const isRefused = intent === "COVER_PHOTO" && image.colours === "cmyk";
    return isRefused ? { ...found, rule: RULES.imageMustHaveValidColoursForIntent } : undefined;
  }
  return {
    ...found,
    rule: RULES.imageMustHaveValidDimensionsForIntent,
    compared: [
      { field: "$.width", value: image.width },
      { field: "$.height", value: image.height },
    ],
  };
}

function within(value: number, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
  return value >= minimum && value <= maximum;
}

/** What the review of an asset finds by itself. */
export function judgeBrandAssetReview(
  { imageId, intent }: BrandAssetDetails,
  { image }: Pick<BrandAssetFacts, "image">,
): Finding[] {
  if (intent !== "COVER_PHOTO" || image === undefined) return [];
  const { width, height } = image;
  if (within(width / height, COVER_PHOTO_RATIO)) return [];
  return [
    {
      rule: RULES.aspectRatioMustBeWithinRangeForBrandCoverPhotoIntent,
      member: IMAGE,
      submitted: [
        { field: IMAGE, value: imageId },
        { field: INTENT, value: intent },
      ],
      compared: [
        { field: "$.width", value: width },
        { field: "$.height", value: height },
      ],
    },
  ];
}
