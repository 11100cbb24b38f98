import { and, eq } from "../filter/build.ts";
import type { EnvelopeField } from "../filter/fields.ts";
import type { Kind } from "./kind.ts";
import type { Envelope } from "./resource.ts";

export interface DisplayName {
  readonly name: string;
  /** BCP 47, such as `en` or `en-US`. */
  readonly locale: string;
  /** The one that a call shows; where none says so, the first. */
  readonly primary?: boolean;
}

export interface BrandUrl {
  /** At most 255 characters, without utm parameters. */
  readonly url: string;
  readonly type: "HOMEPAGE" | "FACEBOOK" | "TWITTER" | "INSTAGRAM" | "IOS_APP" | "YELP";
}

export interface BrandDetails {
  /** Dotted, such as `dining.dessert_shop.ice_cream_shop`; the first is the primary one. */
  readonly categories: readonly string[];
  /** ISO 3166-1 alpha-2: exactly one, which an update cannot change. */
  readonly countryCodes: readonly string[];
  readonly displayNames: readonly DisplayName[];
  /** Each type once. */
  readonly urls: readonly BrandUrl[];
  readonly partnersBrandId?: string;
  readonly partnersBrandVersion?: string;
  readonly ownershipType?: "BRAND_OWNER";
}

/** `{}`: what a brand has until its org describes it. */
export type UndescribedBrand = { readonly [Member in keyof BrandDetails]?: never };

/** What a call shows of the business that calls. */
export interface Brand extends Envelope {
  readonly brandDetails: BrandDetails | UndescribedBrand;
  /** Of a brand in a list alone. */
  readonly metadata?: readonly unknown[];
}

/** What brands can be filtered by. */
export type BrandField =
  | EnvelopeField
  | "brandDetails.categories"
  | "brandDetails.countryCodes"
  | "brandDetails.displayNames.name";

export const brandKind: Kind<Brand, BrandDetails, BrandField> = {
  collection: "brands",
  member: "brandDetails",
  detailsOf: ({ brandDetails }) => brandDetails,
  identify: ({ displayNames = [], countryCodes = [] }) => {
    const shown = displayNames.find(({ primary }) => primary) ?? displayNames[0];
    const [country] = countryCodes;
    if (shown?.name === undefined || country === undefined) return undefined;
    return and(eq("brandDetails.displayNames.name", shown.name), eq("brandDetails.countryCodes", country));
  },
};

/** Whose brand it is, as a partner is shown it. */
export interface OrgDetails {
  readonly orgLegalName?: string;
  readonly orgId: string;
}

/** A brand of another org that is shared with this one. */
export interface DelegatedBrand extends Envelope {
  readonly brandDetails: (BrandDetails | UndescribedBrand) & { readonly orgDetails: OrgDetails };
  readonly metadata?: readonly unknown[];
}

/** What delegated brands can be filtered by. */
export type DelegatedBrandField = BrandField | "orgId";
