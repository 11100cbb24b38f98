import { useMemo } from "react";
import { useRoute } from "wouter";
import { useSearch as useRawSearch } from "wouter/use-browser-location";
import type { BrandPlace } from "../session/place.ts";
import { patterns } from "./paths.ts";
import { parseSearch } from "./search.ts";

export { Link, useLocation } from "wouter";

/** The parameters of the address. */
export function useSearch(): Readonly<Record<string, string>> {
  const search = useRawSearch();
  return useMemo(() => parseSearch(search), [search]);
}

/** The brand whose page this is; `undefined` on a page of none. */
export function useBrandPlace(): BrandPlace | undefined {
  const [, params] = useRoute(patterns.ofBrand);
  const { orgId, brandId } = params ?? {};
  return useMemo(
    () => (orgId === undefined || brandId === undefined ? undefined : { orgId, brandId }),
    [orgId, brandId],
  );
}
