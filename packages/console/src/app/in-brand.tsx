import { NotFound } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { Store } from "lucide-react";
import type { ComponentType } from "react";
import { brandQuery, useKnownBrands } from "../shared/data/brands.ts";
import { Link } from "../shared/navigation/navigation.ts";
import { paths } from "../shared/navigation/paths.ts";
import type { BrandPlace } from "../shared/session/place.ts";
import { useSession } from "../shared/session/session.ts";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { shell } from "../texts/shell.ts";

export interface InBrandProps {
  readonly place: BrandPlace;
  readonly Page: ComponentType<BrandPlace>;
}

/** A page of a brand, anew for each brand. Only of one that is not in the list is it asked whether it is there: the list may be older. */
export function InBrand({ place, Page }: InBrandProps) {
  const { client } = useSession();
  const { data: known, isPending } = useKnownBrands();
  const isKnown = isPending || known?.some(({ brandId }) => brandId === place.brandId) === true;
  const { data: brand, error } = useQuery({ ...brandQuery(client, place), enabled: !isKnown });
  if (isKnown || brand !== undefined || !(error instanceof NotFound)) {
    return <Page key={place.brandId} {...place} />;
  }
  return (
    <EmptyState
      whole
      icon={<Store size={20} />}
      title={shell.missingBrand.title}
      actions={<Link href={paths.brands}>{shell.missingBrand.brands}</Link>}
    >
      {shell.missingBrand.text}
    </EmptyState>
  );
}
