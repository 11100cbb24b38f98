import type { BrandPlace } from "../../shared/session/place.ts";
export function ImportPage(_: BrandPlace) {
  return null;
}
