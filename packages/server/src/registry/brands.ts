import type { BrandDetails, SubmittedBrandDetails } from "@callmark/contract";
import type { BrandFacts } from "./brand-rules.ts";
import { judgeBrand, judgeBrandFacts, judgeBrandUpdate } from "./judge-brand.ts";
import { ENVELOPE_FIELDS, type ResourceKind } from "./kind.ts";
import { present } from "./present.ts";

/** A brand: what a call shows of the business that calls. A body may lack its details, so that a rule says so. */
export const brands: ResourceKind<BrandDetails, SubmittedBrandDetails | undefined, unknown, BrandFacts> = {
  name: "brand",
  collection: "brands",
  parent: undefined,
  idParameter: "brandId",
  label: "Brand",
  detailsMember: "brandDetails",
  fields: {
    ...ENVELOPE_FIELDS,
    "brandDetails.categories": "text",
    "brandDetails.countryCodes": "text",
    "brandDetails.displayNames.name": "text",
  },
  manyValued: ["brandDetails.categories", "brandDetails.countryCodes", "brandDetails.displayNames.name"],
  arrange: (submitted) =>
    submitted &&
    present({
      categories: submitted.categories,
      countryCodes: submitted.countryCodes,
      displayNames: submitted.displayNames?.map(({ name, locale, primary }) =>
        present({ name, locale, primary }),
      ),
      urls: submitted.urls?.map(({ url, type }) => present({ url, type })),
      partnersBrandId: submitted.partnersBrandId,
      partnersBrandVersion: submitted.partnersBrandVersion,
      ownershipType: submitted.ownershipType,
    }),
  judge: judgeBrand,
  judgeUpdate: judgeBrandUpdate,
  judgeFacts: judgeBrandFacts,
};
