import type { BrandDetails, SubmittedBrandDetails } from "@callmark/contract";
import type { BrandFacts } from "./brand-rules.ts";
import { ENVELOPE_FIELDS, type ResourceKind } from "./kind.ts";
export const brands: ResourceKind<BrandDetails, SubmittedBrandDetails, unknown, BrandFacts> = {
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
  arrange: (x) => x,
  judge: () => [],
  judgeUpdate: () => [],
  judgeFacts: () => [],
};
export function matchedBy({
  countryCodes = [],
  displayNames = [],
}: SubmittedBrandDetails): string | undefined {
  const name = (displayNames.find(({ primary }) => primary) ?? displayNames[0])?.name;
  return name === undefined ? undefined : `${countryCodes[0]} ${name.trim().toLowerCase()}`;
}
