import { Redirect } from "wouter";
import { useKnownBrands } from "../shared/data/brands.ts";
import { paths } from "../shared/navigation/paths.ts";
import { useSession } from "../shared/session/session.ts";
import { Failed } from "../shared/ui/failed.tsx";
import { asPage, part } from "../shared/ui/part.tsx";
import { shell } from "../texts/shell.ts";
import { useCurrentBrand } from "./shell/current-brand.ts";

const OverviewPage = part(
  () => import("../features/overview/overview-page.tsx").then(({ OverviewPage }) => OverviewPage),
  asPage,
);

/** Where one begins: at the overview of the brand that one was at last, or where the first is made; a reviewer at what waits. */
export function Start() {
  const { account } = useSession();
  const { data, error, refetch } = useKnownBrands();
  const brand = useCurrentBrand();
  if (account.permission === "reviewer") return <Redirect to={paths.reviews} replace />;
  if (brand !== undefined) {
    const { orgId, brandId, name } = brand;
    return <OverviewPage key={brandId} place={{ orgId, brandId }} name={name} />;
  }
  if (data === undefined) {
    return error === null ? null : (
      <Failed whole title={shell.brand.failed} error={error} onRetry={refetch} />
    );
  }
  return <Redirect to={paths.brands} replace />;
}
