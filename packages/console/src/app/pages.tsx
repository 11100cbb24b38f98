import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { paths, patterns } from "../shared/navigation/paths.ts";
import { NotFound } from "./not-found.tsx";
import { PageBoundary } from "./page-boundary.tsx";
import { Start } from "./start.tsx";

const CallerIdsPage = lazy(() =>
  import("../features/caller-ids/caller-ids-page.tsx").then(({ CallerIdsPage }) => ({
    default: CallerIdsPage,
  })),
);

/** The page of the address. Each is loaded when it is first seen. */
export function Pages({ path }: { readonly path: string }) {
  return (
    <PageBoundary key={path}>
      <Suspense>
        <Switch>
          <Route path={paths.start} component={Start} />
          <Route path={patterns.callerIds}>
            {({ orgId, brandId }) => <CallerIdsPage key={brandId} orgId={orgId} brandId={brandId} />}
          </Route>
          <Route path="/orgs/:orgId/brands/:brandId">
            {(place) => <Redirect to={paths.callerIds(place)} replace />}
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}
