import { BRAND_COLLECTIONS } from "@callmark/contract";
import { KINDS } from "../../registry/kinds.ts";
import type { Grant, KindName, ReadKept } from "../../registry/store.ts";
import type { Paging } from "../paging.ts";
import { inBrand, type RegistryExchange } from "./exchange.ts";

const IN_BRAND = (["callerId", "brandAsset"] as const).map((kind) => [KINDS[kind].collection, kind] as const);

/** May a path of this API have this segment for what lies in a brand? */
export function isBrandCollection(segment: string): boolean {
  return BRAND_COLLECTIONS.some((one) => one === segment);
}

/** The kind of resource that a path names; the brand itself where it names nothing in it. */
export function kindOf({ names: { collection } }: Pick<RegistryExchange, "names">): KindName {
  return IN_BRAND.find(([segment]) => segment === collection)?.[1] ?? "brand";
}

/** What is asked of the store about the resource that a path names. */
export function keptOf(exchange: RegistryExchange, paging: Paging, grant: Grant): ReadKept {
  const { orgId, brandId, id } = exchange.names;
  const kind = kindOf(exchange);
  const { accessRevision, partnerId } = inBrand(exchange, grant);
  return {
    ...{ kind, orgId, brandId, accessRevision, ...paging },
    id: kind === "brand" ? brandId : id,
    ...(partnerId !== undefined && { partnerId }),
  };
}
