import type { AssetIntent, BrandAsset, BrandAssetDetails, Filter } from "@callmark/client";
import { eq } from "@callmark/client";
import { ASSET_INTENTS } from "@callmark/contract/vocabulary";
import { Option } from "commander";
import { upload } from "../images/upload.ts";
import { STATE_AND_DATE } from "../listing/columns.ts";
import type { Noun } from "./noun.ts";

interface FilterOptions {
  readonly intent?: AssetIntent;
  readonly imageId?: string;
}

interface DetailOptions {
  readonly intent?: AssetIntent;
  readonly image?: string;
  readonly altText?: string;
  readonly locale?: string;
  readonly partnersAssetId?: string;
}

const DEFAULT_LOCALE = "en-US";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const intentOption = (description: string) =>
  new Option("--intent <intent>", description).choices([...ASSET_INTENTS]);

export const assets: Noun<BrandAsset, BrandAssetDetails, FilterOptions, DetailOptions> = {
  command: "assets",
  article: "an",
  one: "asset",
  many: "assets",
  reach: "brand",
  reference: "its id",
  member: "brandAssetDetails",
  columns: [
    { heading: "ID", field: "id", of: ({ id }) => id },
    {
      heading: "INTENT",
      field: "brandAssetDetails.intent",
      of: ({ brandAssetDetails }) => brandAssetDetails.intent,
    },
    {
      heading: "IMAGE",
      field: "brandAssetDetails.imageId",
      of: ({ brandAssetDetails }) => brandAssetDetails.imageId,
      shrinks: true,
    },
    ...STATE_AND_DATE,
  ],
  examples: {
    list: ["callmark assets list", "callmark assets list --intent PLACECARD_LOGO --state PUBLISHED"],
    get: ["callmark assets get 9467895078742654930"],
    create: [
      "callmark assets create --intent PLACECARD_LOGO --image logo.png --alt-text 'Northwind Parcels'",
      "callmark assets create --from asset.json",
    ],
    update: ["callmark assets update 9467895078742654930 --image logo.png"],
    delete: ["callmark assets delete 9467895078742654930"],
  },
  collection: ({ client, orgId, brandId }) => client.brandAssets({ orgId, brandId }),
  detailsOf: ({ brandAssetDetails }) => brandAssetDetails,
  nameOf: ({ brandAssetDetails }) => brandAssetDetails.intent,
  addFilterOptions: (command) => {
    command
      .addOption(intentOption("those for one purpose"))
      .option("--image-id <id>", "those that show an image");
  },
  filtersOf: ({ intent, imageId }) => {
    const filters: Filter[] = [];
    if (intent !== undefined) filters.push(eq("brandAssetDetails.intent", intent));
    if (imageId !== undefined) filters.push(eq("brandAssetDetails.imageId", imageId));
    return filters;
  },
  addDetailOptions: (command) => {
    command
      .addOption(intentOption("what it is for"))
      .option("--image <file>", "a JPEG or PNG file, which is uploaded, or the id of an image that is there")
      .option("--alt-text <text>", "what it shows, in words")
      .option("--locale <locale>", `the language of those (default: ${DEFAULT_LOCALE})`)
      .option("--partners-asset-id <id>", "what you call it yourself");
  },
  details: async (options, at, current) => {
    const { intent, image, altText, locale = DEFAULT_LOCALE, partnersAssetId } = options;
    if ([intent, image, altText, partnersAssetId].every((value) => value === undefined)) return undefined;
    const imageId =
      image === undefined || UUID.test(image) ? (image ?? current?.imageId) : (await upload(image, at)).id;
    return {
      ...current,
      // Without one of these the registry says which rule is broken.
      ...(imageId !== undefined && { imageId }),
      ...(intent !== undefined && { intent }),
      ...(altText !== undefined && { altTexts: [{ text: altText, locale }] }),
      ...(partnersAssetId !== undefined && { partnersAssetId }),
    } as BrandAssetDetails;
  },
};
