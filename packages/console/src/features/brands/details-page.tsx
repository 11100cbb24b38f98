import type { BrandPlace } from "../../shared/session/place.ts"; export function DetailsPage(_: BrandPlace) { return null; }
