import type { BrandPlace } from "../../shared/session/place.ts"; export function AssetsPage(_: BrandPlace) { return null; }
