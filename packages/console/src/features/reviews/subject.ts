import type { Brand, BrandAsset, CallerId, ReviewWithResource } from "@callmark/client";

/** What is reviewed, by its kind. */
export type Subject =
  | { readonly kind: "BRAND"; readonly brand: Brand }
  | { readonly kind: "BRAND_ASSET"; readonly asset: BrandAsset }
  | { readonly kind: "BUSINESS_CALLER_ID"; readonly callerId: CallerId };

export function subjectOf({ resourceType, resource }: ReviewWithResource): Subject {
  switch (resourceType) {
    case "BRAND":
      return { kind: resourceType, brand: resource as Brand };
    case "BRAND_ASSET":
      return { kind: resourceType, asset: resource as BrandAsset };
    case "BUSINESS_CALLER_ID":
      return { kind: resourceType, callerId: resource as CallerId };
  }
}
