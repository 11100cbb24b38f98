import { brandAssets } from "./brand-assets.ts";
import { brands } from "./brands.ts";
import { callerIds } from "./caller-ids.ts";
import type { ResourceKind } from "./kind.ts";
import type { KindName } from "./store.ts";

/** Every kind of resource, by its name. */
export const KINDS: Readonly<Record<KindName, ResourceKind>> = {
  brand: brands as ResourceKind,
  brandAsset: brandAssets as ResourceKind,
  callerId: callerIds as ResourceKind,
};
