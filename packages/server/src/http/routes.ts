import { BASE_PATH } from "@callmark/contract";
import { delegatedBrands } from "../registry/delegated-brands.ts";
import type { ResourceKind } from "../registry/kind.ts";
import { KINDS } from "../registry/kinds.ts";
import type { KindName } from "../registry/store.ts";
import type { Endpoint } from "./exchange.ts";
import { create } from "./resources/create.ts";
import { get } from "./resources/get.ts";
import { list } from "./resources/list.ts";
import { remove } from "./resources/remove.ts";
import { update } from "./resources/update.ts";

/** A path of the API, and what its methods do. */
export interface Route {
  /** As the router takes it; its parameters are `orgId`, `parentId` and `id`. */
  readonly url: string;
  readonly kind: ResourceKind & { readonly name: KindName };
  /** Does it name one resource, rather than a collection? */
  readonly item: boolean;
  /** What it lists, where that is not the collection itself. */
  readonly view?: "delegatedBrand";
  readonly methods: Readonly<Record<string, Endpoint>>;
}

/** Every path of every kind of resource. */
const OF_KINDS: readonly Route[] = (Object.values(KINDS) as Route["kind"][]).flatMap((kind) => {
  const parent = kind.parent === undefined ? "" : "/brands/:parentId";
  const url = `${BASE_PATH}/orgs/:orgId${parent}/${kind.collection}`;
  return [
    { url, kind, item: false, methods: { GET: list, HEAD: list, POST: create } },
    { url: `${url}/:id`, kind, item: true, methods: { GET: get, HEAD: get, PUT: update, DELETE: remove } },
  ];
});

/** Brands as partners see them, among all that are shared with them. */
const DELEGATED: Route = {
  url: `${BASE_PATH}/orgs/:orgId/${delegatedBrands.collection}`,
  kind: delegatedBrands as Route["kind"],
  item: false,
  view: "delegatedBrand",
  methods: { GET: list, HEAD: list },
};

export const ROUTES: readonly Route[] = [...OF_KINDS, DELEGATED];

/** Paths below an org that nothing lives at: the org is checked all the same. */
export const UNKNOWN_IN_ORG = [`${BASE_PATH}/orgs/:orgId`, `${BASE_PATH}/orgs/:orgId/*`];
/** Paths of the API that nothing lives at: the token is checked all the same. */
export const UNKNOWN_IN_API = [`${BASE_PATH}/*`];
