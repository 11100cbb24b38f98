import { Redirect, Route, Switch } from "wouter";
import { paths, patterns } from "../shared/navigation/paths.ts";
import { Boundary } from "../shared/ui/boundary.tsx";
import { asPage, onPage, part } from "../shared/ui/part.tsx";
import { InBrand } from "./in-brand.tsx";
import { NotFound } from "./not-found.tsx";
import { Start } from "./start.tsx";

const CallerIdsPage = part(
  () => import("../features/caller-ids/caller-ids-page.tsx").then(({ CallerIdsPage }) => CallerIdsPage),
  asPage,
);

const DetailsPage = part(
  () => import("../features/brands/details-page.tsx").then(({ DetailsPage }) => DetailsPage),
  asPage,
);
const AssetsPage = part(
  () => import("../features/brands/assets-page.tsx").then(({ AssetsPage }) => AssetsPage),
  asPage,
);
const BrandsPage = part(
  () => import("../features/brands/brands-page.tsx").then(({ BrandsPage }) => BrandsPage),
  asPage,
);
const ImportPage = part(
  () => import("../features/import/import-page.tsx").then(({ ImportPage }) => ImportPage),
  asPage,
);
const EventsPage = part(
  () => import("../features/events/events-page.tsx").then(({ EventsPage }) => EventsPage),
  asPage,
);
const ReviewsPage = part(
  () => import("../features/reviews/reviews-page.tsx").then(({ ReviewsPage }) => ReviewsPage),
  asPage,
);

/** The page of the address. Each is loaded when it is first seen. */
export function Pages({ path }: { readonly path: string }) {
  return (
    <Boundary key={path} failed={onPage}>
      <Switch>
        <Route path={paths.start} component={Start} />
        <Route path={patterns.callerIds}>{(place) => <InBrand place={place} Page={CallerIdsPage} />}</Route>
        <Route path={patterns.details}>{(place) => <InBrand place={place} Page={DetailsPage} />}</Route>
        <Route path={patterns.assets}>{(place) => <InBrand place={place} Page={AssetsPage} />}</Route>
        <Route path={patterns.import}>{(place) => <InBrand place={place} Page={ImportPage} />}</Route>
        <Route path={patterns.events}>{(place) => <InBrand place={place} Page={EventsPage} />}</Route>
        <Route path={paths.brands} component={BrandsPage} />
        <Route path={paths.reviews} component={ReviewsPage} />
        <Route path="/orgs/:orgId/brands/:brandId">
          {(place) => <Redirect to={paths.callerIds(place)} replace />}
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Boundary>
  );
}
