import type { BrandAssetDetails, BrandDetails } from "@callmark/contract";
import { brandAssets } from "../src/registry/brand-assets.ts";
import { brands } from "../src/registry/brands.ts";
import { newEtag } from "../src/registry/etag.ts";
import { type FilterFields, readFilter } from "../src/registry/filter.ts";
import type { ChangeState } from "../src/registry/reviews.ts";
import type { Collection, Create, KindName, List, Remove, Update } from "../src/registry/store.ts";
import { CLIENT, NOTHING, NOW } from "./requests.ts";

/** Details of a brand of this name. */
export function named(name: string, more: Partial<BrandDetails> = {}): BrandDetails {
  return {
    categories: ["dining.cafe"],
    countryCodes: ["US"],
    displayNames: [{ name, locale: "en" }],
    urls: [{ url: "https://example.com/", type: "HOMEPAGE" }],
    ...more,
  };
}

/** Inputs of the store's operations for one collection of a kind, each with what a test leaves open filled in. */
function requestsOf<Details>(kind: KindName, collection: Collection, fields: FilterFields) {
  const base = { kind, collection, accessRevision: 1 };
  const write = { ...base, clientId: CLIENT, now: NOW };
  const rest = { findings: [], required: NOTHING };
  return {
    list: (ql?: string, more: Partial<List> = {}): List => ({
      ...base,
      ...(ql !== undefined && { filter: readFilter(ql, fields) }),
      limit: 1000,
      ...more,
    }),
    get: (id: string) => ({ ...base, id }),
    create: (submitted: Details, more: Partial<Create> = {}): Create => ({
      ...{ ...write, ...rest, submitted, etag: newEtag(), maximum: 1000 },
      ...more,
    }),
    update: (id: string, submitted: Details, more: Partial<Update> = {}): Update => ({
      ...{ ...write, ...rest, id, ifMatch: "*", submitted, etag: newEtag() },
      ...more,
    }),
    remove: (id: string, more: Partial<Remove> = {}): Remove => ({ ...write, id, ifMatch: "*", ...more }),
    step: ({ id, etag }: { id: string; etag: string }, state: ChangeState["state"]): ChangeState => ({
      ...{ kind, collection, id, etag, state, by: "review", now: NOW },
    }),
  };
}

/** For the brands of an org. */
export const brandRequests = (orgId: string) =>
  requestsOf<BrandDetails>("brand", { orgId, parentId: orgId }, brands.fields);

/** For the assets of a brand. */
export const assetRequests = (brand: Collection) =>
  requestsOf<BrandAssetDetails>("brandAsset", brand, brandAssets.fields);
