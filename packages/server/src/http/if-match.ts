import { type IfMatch, readIfMatch } from "../registry/etag.ts";
import { problem } from "../registry/problem.ts";
import type { Request } from "../registry/store.ts";
import type { Exchange } from "./exchange.ts";
import { settled } from "./outcome.ts";

/** Step 10 of the order of checks: the header must be there, which is asked only of a resource that is (step 9). */
export async function expectIfMatch(exchange: Exchange, request: Request): Promise<IfMatch> {
  const ifMatch = readIfMatch(exchange.raw.headers["if-match"]);
  if (ifMatch !== undefined) return ifMatch;
  settled(exchange, await exchange.deps.store.get({ ...request, id: exchange.id }));
  throw problem("IfMatchRequired", "The header If-Match must name the etag of the version that you read", {
    details: { header: "If-Match" },
  });
}
