import { BASE_PATH } from "@callmark/contract";
import { delegatedBrands } from "../registry/delegated-brands.ts";
import { KINDS } from "../registry/kinds.ts";
import { NOTICE_ROUTES } from "./events/notices.ts";
import { STREAM_ROUTE } from "./events/stream.ts";
import type { Incoming, ResourceRoute, Route } from "./exchange.ts";
import { IMAGE_ROUTES } from "./images/routes.ts";
import { answerResource } from "./pipeline.ts";
import { REGISTRY_ROUTES } from "./registry/routes.ts";
import { create } from "./resources/create.ts";
import { get } from "./resources/get.ts";
import { list } from "./resources/list.ts";
import { remove } from "./resources/remove.ts";
import { update } from "./resources/update.ts";
import { REVIEW_ROUTES } from "./review/routes.ts";

/** Every path of every kind of resource. */
const OF_KINDS: readonly ResourceRoute[] = (Object.values(KINDS) as ResourceRoute["kind"][]).flatMap(
  (kind) => {
    const parent = kind.parent === undefined ? "" : "/brands/:parentId";
    const url = `${BASE_PATH}/orgs/:orgId${parent}/${kind.collection}`;
    return [
      { url, kind, item: false, methods: { GET: list, HEAD: list, POST: create } },
      { url: `${url}/:id`, kind, item: true, methods: { GET: get, HEAD: get, PUT: update, DELETE: remove } },
    ];
  },
);

/** Brands as partners see them, among all that are shared with them. */
const DELEGATED: ResourceRoute = {
  url: `${BASE_PATH}/orgs/:orgId/${delegatedBrands.collection}`,
  kind: delegatedBrands as ResourceRoute["kind"],
  item: false,
  view: "delegatedBrand",
  methods: { GET: list, HEAD: list },
};

/** Paths that nothing lives at: below an org the org is checked all the same, elsewhere in the API the token is. */
const UNKNOWN = [`${BASE_PATH}/orgs/:orgId`, `${BASE_PATH}/orgs/:orgId/*`, `${BASE_PATH}/*`];

/** Every path of the API but that of tokens. */
export const ROUTES: readonly Route[] = [
  ...[...OF_KINDS, DELEGATED].map((route) => ({
    url: route.url,
    answer: (incoming: Incoming) => answerResource(incoming, route),
  })),
  ...IMAGE_ROUTES,
  ...NOTICE_ROUTES,
  STREAM_ROUTE,
  ...REVIEW_ROUTES,
  ...REGISTRY_ROUTES,
  ...UNKNOWN.map((url) => ({ url, answer: (incoming: Incoming) => answerResource(incoming) })),
];
