import { brands } from "./brands.ts";

/** Brands of other orgs, as the partner sees them that they are shared with. */
export const delegatedBrands = {
  ...brands,
  collection: "delegated-brands",
  fields: { orgId: "id", ...brands.fields },
} as const;
