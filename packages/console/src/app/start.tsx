import { Store } from "lucide-react";
import { Redirect } from "wouter";
import { useKnownBrands } from "../shared/data/brands.ts";
import { paths } from "../shared/navigation/paths.ts";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { shell } from "../texts/shell.ts";
import { useCurrentBrand } from "./shell/current-brand.ts";

/** Where one begins: at the caller IDs of the first brand. */
export function Start() {
  const { isPending } = useKnownBrands();
  const brand = useCurrentBrand();
  if (brand !== undefined) {
    return <Redirect to={paths.callerIds(brand)} replace />;
  }
  if (isPending) return null;
  return (
    <EmptyState whole icon={<Store size={20} />} title={shell.brand.none}>
      {shell.brand.noneText}
    </EmptyState>
  );
}
