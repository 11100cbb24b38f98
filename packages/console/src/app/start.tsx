import { Store } from "lucide-react";
import { Redirect } from "wouter";
import { useKnownBrands } from "../shared/data/brands.ts";
import { paths } from "../shared/navigation/paths.ts";
import { useSession } from "../shared/session/session.ts";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { Failed } from "../shared/ui/failed.tsx";
import { asPage, part } from "../shared/ui/part.tsx";
import { shell } from "../texts/shell.ts";
import { useCurrentBrand } from "./shell/current-brand.ts";

const OverviewPage = part(
  () => import("../features/overview/overview-page.tsx").then(({ OverviewPage }) => OverviewPage),
  asPage,
);

/** Where one begins: at the overview of the brand that one was at last; a reviewer at what waits. */
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
  return (
    <EmptyState whole icon={<Store size={20} />} title={shell.brand.none}>
      {shell.brand.noneText}
    </EmptyState>
  );
}
