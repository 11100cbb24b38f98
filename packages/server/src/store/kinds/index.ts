import type { KindName } from "../../registry/store.ts";
import { storedBrandAssets } from "./brand-assets.ts";
import { storedBrands } from "./brands.ts";
import { storedCallerIds } from "./caller-ids.ts";
import type { StoredKind } from "./stored-kind.ts";

export const STORED_KINDS: Readonly<Record<KindName, StoredKind>> = {
  callerId: storedCallerIds as StoredKind,
  brand: storedBrands as StoredKind,
  brandAsset: storedBrandAssets as StoredKind,
};
