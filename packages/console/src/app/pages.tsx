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

const DetailsPage = lazy(() =>
  import("../features/brands/details-page.tsx").then(({ DetailsPage }) => ({ default: DetailsPage })),
);
const AssetsPage = lazy(() =>
  import("../features/brands/assets-page.tsx").then(({ AssetsPage }) => ({ default: AssetsPage })),
);
const BrandsPage = lazy(() =>
  import("../features/brands/brands-page.tsx").then(({ BrandsPage }) => ({ default: BrandsPage })),
);
const ImportPage = lazy(() =>
  import("../features/import/import-page.tsx").then(({ ImportPage }) => ({ default: ImportPage })),
);
const EventsPage = lazy(() =>
  import("../features/events/events-page.tsx").then(({ EventsPage }) => ({ default: EventsPage })),
);
const ReviewsPage = lazy(() =>
  import("../features/reviews/reviews-page.tsx").then(({ ReviewsPage }) => ({ default: ReviewsPage })),
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
          <Route path={patterns.details}>
            {({ orgId, brandId }) => <DetailsPage key={brandId} orgId={orgId} brandId={brandId} />}
          </Route>
          <Route path={patterns.assets}>
            {({ orgId, brandId }) => <AssetsPage key={brandId} orgId={orgId} brandId={brandId} />}
          </Route>
          <Route path={patterns.import}>
            {({ orgId, brandId }) => <ImportPage key={brandId} orgId={orgId} brandId={brandId} />}
          </Route>
          <Route path={patterns.events}>
            {({ orgId, brandId }) => <EventsPage key={brandId} orgId={orgId} brandId={brandId} />}
          </Route>
          <Route path={paths.brands} component={BrandsPage} />
          <Route path={paths.reviews} component={ReviewsPage} />
          <Route path="/orgs/:orgId/brands/:brandId">
            {(place) => <Redirect to={paths.callerIds(place)} replace />}
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}
