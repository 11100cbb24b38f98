/** The kinds of pages that a brand may name, one of each. */
export const BRAND_URL_TYPES = ["HOMEPAGE", "FACEBOOK", "TWITTER", "INSTAGRAM", "IOS_APP", "YELP"] as const;

/** What the org is to the brand. */
export const OWNERSHIP_TYPES = ["BRAND_OWNER"] as const;

/** What an image of a brand is for. */
export const ASSET_INTENTS = ["PLACECARD_LOGO", "COVER_PHOTO"] as const;
export type AssetIntent = (typeof ASSET_INTENTS)[number];
