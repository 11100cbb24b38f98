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

export const router = createRouter({
  routeTree: root.addChildren([start, brand.addChildren([brandStart, callerIds])]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
