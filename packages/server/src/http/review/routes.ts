import type { IncomingMessage } from "node:http";
import { REVIEW_PATH } from "@callmark/contract";
import { isId } from "../../registry/ids.ts";
import type { Grant, KindName } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import { readBody } from "../body.ts";
import type { Deps } from "../exchange.ts";
import { expectUnmoved } from "../outcome.ts";
import { admitted } from "../pipeline.ts";
import { decide } from "./decide.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

/** A request to the review API, let in by the steps before it. */
export interface ReviewExchange {
  readonly deps: Deps;
  /** What the path names; absent where it names the queue. */
  readonly about?: { readonly kind: KindName; readonly brandId: string; readonly id: string };
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
  readonly body: () => Promise<Buffer>;
}

export interface ReviewEndpoint {
  readonly writes: boolean;
  run(exchange: ReviewExchange, grant: Grant): Promise<Answer>;
}

export interface ReviewRoute {
  readonly url: string;
  readonly methods: Readonly<Record<string, ReviewEndpoint>>;
}

const ONE = `${REVIEW_PATH}/reviews/:collection/:brandId/:id`;

export const REVIEW_ROUTES: readonly ReviewRoute[] = [
  { url: `${REVIEW_PATH}/reviews`, methods: { GET: list, HEAD: list } },
  { url: ONE, methods: { GET: show, HEAD: show } },
  { url: `${ONE}/decision`, methods: { POST: decide } },
];

/** Paths of the review API that nothing lives at: the token is checked all the same. */
export const UNKNOWN_IN_REVIEW: ReviewRoute = { url: `${REVIEW_PATH}/*`, methods: {} };

/** The kinds by the segment of the path. */
const COLLECTIONS: Readonly<Record<string, KindName>> = {
  "caller-ids": "callerId",
  brands: "brand",
  assets: "brandAsset",
};

export interface IncomingReview {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  readonly route: ReviewRoute;
  readonly parameters: { readonly collection?: string; readonly brandId?: string; readonly id?: string };
  readonly rawQuery: string;
}

/** Answers a request of a reviewer in the order of checks. Throws the `Problem` that the client is told. */
export function answerReview({ deps, raw, route, parameters, rawQuery }: IncomingReview): Promise<Answer> {
  const { collection, brandId = "", id = "" } = parameters;
  const kind = Object.hasOwn(COLLECTIONS, collection ?? "") ? COLLECTIONS[collection ?? ""] : undefined;
  const isThere = collection === undefined || (kind !== undefined && isId(brandId) && isId(id));
  let body: Promise<Buffer> | undefined;
  const exchange: ReviewExchange = {
    deps,
    ...(kind && { about: { kind, brandId, id } }),
    rawQuery,
    raw,
    body: () => {
      body ??= readBody(raw);
      return body;
    },
  };
  const methods = isThere && route !== UNKNOWN_IN_REVIEW ? route.methods : undefined;
  return admitted({ deps, raw, orgId: undefined, methods, partners: "reviewers" }, (endpoint, grant) =>
    run(endpoint, exchange, grant),
  );
}

async function run(endpoint: ReviewEndpoint, exchange: ReviewExchange, grant: Grant): Promise<Answer> {
  // What a review reads and writes asks for no org: whether the token still counts is asked before it.
  await expectUnmoved(exchange.deps, grant);
  return endpoint.run(exchange, grant);
}
