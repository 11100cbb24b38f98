import type { BrandDetails } from "@callmark/contract";
import type { BrandFacts } from "../../registry/brand-rules.ts";
import { brands } from "../../registry/brands.ts";
import { brandIdentity, judgeBrandRemoval } from "../../registry/judge-brand.ts";
import { sortKey } from "../schema.ts";
import type { StoredKind } from "./stored-kind.ts";

const member = (name: string) => `brandDetails.${name}`;

export const BRAND_COLUMNS: StoredKind["columns"] = {
  // Of those alone that a partner sees of several orgs.
  orgId: { column: "org_id" },
  id: { column: "id" },
  state: { column: "state" },
  createdDate: { column: "created" },
  updatedDate: { column: "updated" },
  [member("categories")]: { column: "categories", isMany: true },
  [member("countryCodes")]: { column: "country_codes", isMany: true },
  [member("displayNames.name")]: { column: "display_names", isMany: true },
};

export const storedBrands: StoredKind<BrandDetails, BrandFacts> = {
  kind: brands as StoredKind<BrandDetails, BrandFacts>["kind"],
  columns: BRAND_COLUMNS,
  indexes: [],
  order: (details) => details.partnersBrandId ?? "",
  own: ({ countryCodes = [], displayNames = [], ...details }: Partial<BrandDetails>) => ({
    categories: JSON.stringify(details.categories ?? []),
    country_codes: JSON.stringify(countryCodes),
    display_names: JSON.stringify(displayNames.map(({ name }) => name)),
    matched_by: displayNames.length === 0 ? null : brandIdentity({ countryCodes, displayNames }),
    partners_brand_id: details.partnersBrandId ?? null,
  }),

  async facts(tx, { collection, details, id, full = false }) {
    const { sameMatch, samePartnersId } = tx.dialect.statements.brands;
    const values = { orgId: sortKey(collection.orgId), id: id === undefined ? "" : sortKey(id) };
    const matched = brandIdentity(details);
    const { partnersBrandId } = details;
    return {
      full,
      matched: (await tx.get(sameMatch, { ...values, matched })) !== undefined,
      partnersBrandIdTaken:
        partnersBrandId !== undefined &&
        (await tx.get(samePartnersId, { ...values, partnersBrandId })) !== undefined,
    };
  },

  async removalFindings(tx, id) {
    const has = await tx.get(tx.dialect.statements.brands.anyCallerId, { parentId: sortKey(id) });
    return judgeBrandRemoval(id, has !== undefined);
  },
};
