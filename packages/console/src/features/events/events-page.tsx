import type { BrandPlace } from "../../shared/session/place.ts";
export function EventsPage(_: BrandPlace) {
  return null;
}
