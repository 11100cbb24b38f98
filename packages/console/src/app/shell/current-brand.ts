import { useEffect, useState } from "react";
import { type KnownBrand, useKnownBrands } from "../../shared/data/brands.ts";
import { useBrandPlace } from "../../shared/navigation/navigation.ts";
import { onSessionEnd } from "../../shared/session/session-end.ts";

let last: string | undefined;

onSessionEnd(() => {
  // Who signs in next begins anew.
  last = undefined;
});

/** The brand that the navigation leads into: the one of the page, else the one seen last, else the first. */
export function useCurrentBrand(): KnownBrand | undefined {
  const brandId = useBrandPlace()?.brandId;
  const [seen, setSeen] = useState(last);
  const { data: brands = [] } = useKnownBrands();
  useEffect(() => {
    if (brandId === undefined) return;
    last = brandId;
    setSeen(brandId);
  }, [brandId]);
  return brands.find((brand) => brand.brandId === (brandId ?? seen)) ?? brands[0];
}
