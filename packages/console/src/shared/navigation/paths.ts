import type { BrandPlace } from "../session/place.ts";
import { stringifySearch } from "./search.ts";

/** What a link to the caller IDs says beside the brand. */
export interface CallerIdsSearch {
  /** The filter's text. */
  readonly ql?: string | undefined;
  /** The id of the caller ID that is open. */
  readonly open?: string | undefined;
}

/** The pages of a brand. */
export const BRAND_PAGES = ["caller-ids", "details", "assets", "import", "events"] as const;
/** One of them. */
export type BrandPage = (typeof BRAND_PAGES)[number];

/** What the page of the events shows. */
export type EventsView = "timeline" | "webhooks";

/** The addresses of the console's pages. */
export const paths = {
  start: "/",
  brands: "/brands",
  reviews: "/reviews",
  brand: ({ orgId, brandId }: BrandPlace, page: BrandPage) => `/orgs/${orgId}/brands/${brandId}/${page}`,
  callerIds: (place: BrandPlace, { ql, open }: CallerIdsSearch = {}) =>
    paths.brand(place, "caller-ids") + stringifySearch({ ql, open }),
  events: (place: BrandPlace, view: EventsView) =>
    paths.brand(place, "events") + stringifySearch({ view: view === "timeline" ? undefined : view }),
};

/** The same with the places of what differs, as the router reads them. */
export const patterns = {
  /** Every page of a brand. */
  ofBrand: "/orgs/:orgId/brands/:brandId/*?",
  callerIds: "/orgs/:orgId/brands/:brandId/caller-ids",
  details: "/orgs/:orgId/brands/:brandId/details",
  assets: "/orgs/:orgId/brands/:brandId/assets",
  import: "/orgs/:orgId/brands/:brandId/import",
  events: "/orgs/:orgId/brands/:brandId/events",
} as const;
