import type { KindName } from "../registry/store.ts";

/** The table of a kind of resource: the columns of every resource, and its own. */
export interface ResourceTable {
  readonly name: "caller_ids" | "brands" | "brand_assets";
  /** What the resources of a collection have in common. */
  readonly parent: "brand_id" | "org_id";
  /** The index that has the rows in the order of a list, where the table's key has them in another. */
  readonly order?: string;
  /** Its own columns: those that a resource keeps for good, and those that an update may change. */
  readonly kept: readonly string[];
  readonly changing: readonly string[];
}

export const TABLES: Readonly<Record<KindName, ResourceTable>> = {
  callerId: { name: "caller_ids", parent: "brand_id", kept: ["phone_number"], changing: ["department"] },
  brand: {
    name: "brands",
    parent: "org_id",
    order: "brands_list",
    kept: [],
    changing: ["categories", "country_codes", "display_names", "matched_by", "partners_brand_id"],
  },
  brandAsset: {
    name: "brand_assets",
    parent: "brand_id",
    kept: [],
    changing: ["intent", "image_id", "partners_asset_id"],
  },
};
