import { BASE_PATH } from "@callmark/contract";
import { callerIds } from "../registry/caller-ids.ts";
import type { ResourceKind } from "../registry/kind.ts";
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
  readonly methods: Readonly<Record<string, Endpoint>>;
}

const KINDS = [callerIds as Route["kind"]];

/** Every path of every kind of resource. */
export const ROUTES: readonly Route[] = KINDS.flatMap((kind) => {
  const url = `${BASE_PATH}/orgs/:orgId/brands/:parentId/${kind.collection}`;
  return [
    { url, kind, item: false, methods: { GET: list, HEAD: list, POST: create } },
    { url: `${url}/:id`, kind, item: true, methods: { GET: get, HEAD: get, PUT: update, DELETE: remove } },
  ];
});

/** Paths below an org that nothing lives at: the org is checked all the same. */
export const UNKNOWN_IN_ORG = [`${BASE_PATH}/orgs/:orgId`, `${BASE_PATH}/orgs/:orgId/*`];
/** Paths of the API that nothing lives at: the token is checked all the same. */
export const UNKNOWN_IN_API = [`${BASE_PATH}/*`];
