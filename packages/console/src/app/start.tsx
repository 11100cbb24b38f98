import { Navigate } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { useKnownBrands } from "../shared/data/brands.ts";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { shell } from "../texts/shell.ts";
import { useCurrentBrand } from "./shell/current-brand.ts";

/** Where one begins: at the caller IDs of the first brand. */
export function Start() {
  const { isPending } = useKnownBrands();
  const brand = useCurrentBrand();
  if (brand !== undefined) {
    const { orgId, brandId } = brand;
    return <Navigate to="/orgs/$orgId/brands/$brandId/caller-ids" params={{ orgId, brandId }} replace />;
  }
  if (isPending) return null;
  return (
    <EmptyState icon={<Store size={20} />} title={shell.brand.none}>
      {shell.brand.noneText}
    </EmptyState>
  );
}
