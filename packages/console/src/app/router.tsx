import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { PageFailed } from "./page-failed.tsx";
import { parseSearch, stringifySearch } from "./search.ts";
import { Shell } from "./shell/shell.tsx";
import { Start } from "./start.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageFailed });

const start = createRoute({ getParentRoute: () => root, path: "/", component: Start });

const brand = createRoute({ getParentRoute: () => root, path: "/orgs/$orgId/brands/$brandId" });

const brandStart = createRoute({
  getParentRoute: () => brand,
  path: "/",
  component: () => <Navigate from={brand.fullPath} to="./caller-ids" replace />,
});

/** What a link to the caller IDs says beside the brand. */
export interface CallerIdsSearch {
  /** The filter's text. */
  readonly ql?: string;
  /** The id of the caller ID that is open. */
  readonly open?: string;
}

const callerIds = createRoute({
  getParentRoute: () => brand,
  path: "/caller-ids",
  validateSearch: ({ ql, open }: Record<string, unknown>): CallerIdsSearch => ({
    ...(typeof ql === "string" && ql !== "" && { ql }),
    ...(typeof open === "string" && open !== "" && { open }),
  }),
  component: lazyRouteComponent(() => import("../features/caller-ids/caller-ids-page.tsx"), "CallerIdsPage"),
});

const brands = createRoute({
  getParentRoute: () => root,
  path: "/brands",
  component: lazyRouteComponent(() => import("../features/brands/brands-page.tsx"), "BrandsPage"),
});

const details = createRoute({
  getParentRoute: () => brand,
  path: "/details",
  component: lazyRouteComponent(() => import("../features/brands/details-page.tsx"), "DetailsPage"),
});

const assets = createRoute({
  getParentRoute: () => brand,
  path: "/assets",
  component: lazyRouteComponent(() => import("../features/brands/assets-page.tsx"), "AssetsPage"),
});

const importing = createRoute({
  getParentRoute: () => brand,
  path: "/import",
  component: lazyRouteComponent(() => import("../features/import/import-page.tsx"), "ImportPage"),
});

/** What a link to the events says beside the brand. */
export interface EventsSearch {
  readonly view?: "webhooks";
}

const events = createRoute({
  getParentRoute: () => brand,
  path: "/events",
  validateSearch: ({ view }: Record<string, unknown>): EventsSearch =>
    view === "webhooks" ? { view } : {},
  component: lazyRouteComponent(() => import("../features/events/events-page.tsx"), "EventsPage"),
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: "/reviews",
  component: lazyRouteComponent(() => import("../features/reviews/reviews-page.tsx"), "ReviewsPage"),
});

const ofBrand = brand.addChildren([brandStart, callerIds, details, assets, importing, events]);

export const router = createRouter({
  routeTree: root.addChildren([start, brands, ofBrand, reviews]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
