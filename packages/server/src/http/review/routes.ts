import { REVIEW_PATH } from "@callmark/contract";
import { isId } from "../../registry/ids.ts";
import type { KindName } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import { readBody } from "../body.ts";
import type { Incoming, Route } from "../exchange.ts";
import { expectUnmoved } from "../outcome.ts";
import { admitted } from "../pipeline.ts";
import { decide } from "./decide.ts";
import type { ReviewEndpoint, ReviewExchange } from "./exchange.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

type Methods = Readonly<Record<string, ReviewEndpoint>>;

const route = (path: string, methods: Methods): Route => ({
  url: `${REVIEW_PATH}${path}`,
  answer: (incoming) => answerReview(incoming, methods),
});

const ONE = "/reviews/:collection/:brandId/:id";

export const REVIEW_ROUTES: readonly Route[] = [
  route("/reviews", { GET: list, HEAD: list }),
  route(ONE, { GET: show, HEAD: show }),
  route(`${ONE}/decision`, { POST: decide }),
  { url: `${REVIEW_PATH}/*`, answer: answerNothing },
];

/** The kinds by the segment of the path. */
const COLLECTIONS: Readonly<Record<string, KindName>> = {
  "caller-ids": "callerId",
  brands: "brand",
  assets: "brandAsset",
};

/** Of a path that nothing lives at: the token is checked all the same. No path of this API has an org. */
export function answerNothing(incoming: Incoming): Promise<Answer> {
  return answerReview({ ...incoming, parameters: {} }, undefined);
}

/** Answers a request of a reviewer in the order of checks. Throws the `Problem` that the client is told. */
function answerReview(
  { deps, raw, parameters, rawQuery }: Incoming,
  methods: Methods | undefined,
): Promise<Answer> {
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
  const asked = {
    deps,
    raw,
    orgId: undefined,
    methods: isThere ? methods : undefined,
    partners: "reviewers",
  } as const;
  return admitted(asked, async (endpoint, grant) => {
    // What a review reads and writes asks for no org: whether the token still counts is asked before it.
    await expectUnmoved(deps, grant);
    return endpoint.run(exchange, grant);
  });
}
