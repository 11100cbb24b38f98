import type { IncomingMessage } from "node:http";
import type { RateLimit } from "../rates/rate-limit.ts";
import { isId } from "../registry/ids.ts";
import { forbidden, notFound, Problem, problem } from "../registry/problem.ts";
import type { Grant } from "../registry/store.ts";
import type { Answer } from "./answer.ts";
import { readBody } from "./body.ts";
import type { Deps, Endpoint, Exchange, Incoming, ResourceRoute } from "./exchange.ts";
import { AccessMoved, refusable, settled } from "./outcome.ts";
import { methodNotAllowed } from "./reads.ts";
import { requestOf } from "./request-of.ts";

/** Access may change while a request is under way; more often than this it is refused. */
const TRIES = 3;

/**
 * Answers a request to a resource's path, or to one that nothing lives at (no `route`), in the order of checks
 * (docs/contract.md). Throws the `Problem` that the client is told.
 */
export function answerResource(incoming: Incoming, route?: ResourceRoute): Promise<Answer> {
  const { deps, raw, parameters } = incoming;
  const exchange = exchangeOf(incoming, route);
  const methods = exchange && route?.methods;
  const partners = route?.view !== undefined ? "none" : route?.kind.parent === undefined ? "read" : "write";
  return admitted(
    { deps, raw, orgId: parameters.orgId, methods, partners },
    (endpoint, grant) => answerWith(endpoint, exchange, grant), // 5 to 11
  );
}

/** What steps 1 to 4 look at. */
interface Asked<Method> {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  readonly orgId: string | undefined;
  /** What the path's methods do; absent where nothing lives at the path. */
  readonly methods: Readonly<Record<string, Method>> | undefined;
  /**
   * What a partner may do that the org of the path shares a brand with, as far as its permission goes. A path of no org
   * is for `reviewers` alone, for `lookUps` and orgs, or for `everybody`.
   */
  readonly partners: "none" | "read" | "write" | "reviewers" | "lookUps" | "everybody";
}

/** Steps 1 to 4 of the order of checks, and then the rest, once more where access moves meanwhile. */
export async function admitted<Method extends { readonly writes: boolean }>(
  asked: Asked<Method>,
  proceed: (method: Method, grant: Grant) => Promise<Answer>,
): Promise<Answer> {
  const { authenticator, rates } = asked.deps;
  const { authorization } = asked.raw.headers;
  for (let tries = 1; ; tries += 1) {
    const grant = await authenticator.authenticate(authorization); // 1 token
    if (rates !== undefined && tries === 1) await expectWithinRate(rates, grant);
    try {
      return await proceed(await entered(asked, grant), grant); // 2 to 4, and the rest
    } catch (error) {
      if (!(error instanceof AccessMoved) || tries === TRIES) throw error;
      authenticator.forget(authorization ?? "");
    }
  }
}

/**
 * Throws the 503 of what is beyond an org's rate, whatever else may be wrong with it. It costs no look into the database,
 * which it is there to spare: whether the token still counts is found out by what is let through.
 */
async function expectWithinRate(rates: RateLimit, { orgId }: Grant): Promise<void> {
  // Who acts for no org, acts for the registry.
  if (orgId === "") return;
  const wait = await rates.take(orgId);
  if (wait === 0) return;
  throw problem(
    "ServiceUnavailable",
    `Your organization may send ${rates.perSecond} requests a second, and has sent more; nothing was changed`,
    { headers: { "retry-after": String(Math.ceil(wait / 1_000)) } },
  );
}

/**
 * Steps 2 to 4: what the path, the method and the account say before anything is looked up; at once for what an account
 * may do in its own org.
 */
function entered<Method extends { readonly writes: boolean }>(
  asked: Asked<Method>,
  grant: Grant,
): Method | Promise<Method> {
  if (isAtHome(asked, grant)) {
    const method = entry(asked, grant);
    if (!(method instanceof Problem)) return method;
  }
  return refusable(asked.deps, grant, async () => {
    await expectOrg(asked, grant); // 2 org
    const method = entry(asked, grant);
    if (method instanceof Problem) throw method;
    return method;
  });
}

/** Is the path one for this sort of account, and of no org but its own? */
function isAtHome({ orgId, partners }: Asked<unknown>, { orgId: own, permission }: Grant): boolean {
  if (partners === "everybody") return true;
  if (permission === "look-up") return partners === "lookUps";
  if ((permission === "reviewer") !== (partners === "reviewers")) return false;
  return orgId === undefined || orgId === own;
}

/** Throws the 403 of a path whose org is neither the caller's own nor one that shares a brand with it. */
async function expectOrg(asked: Asked<unknown>, grant: Grant): Promise<void> {
  if (isAtHome(asked, grant)) return;
  const { deps, orgId, partners } = asked;
  if (grant.permission === "reviewer") {
    throw forbidden("A reviewer's account reviews, and does nothing else");
  }
  if (grant.permission === "look-up") {
    throw forbidden("An account for look-ups looks up who calls, and does nothing else");
  }
  if (partners === "reviewers") throw forbidden("Only reviewers' accounts may review");
  const mayBePartner = partners !== "none" && orgId !== undefined;
  if (mayBePartner && (await deps.authenticator.isPartner(grant, orgId))) return;
  throw forbidden("The organization of the path is not yours");
}

/** The method that is asked for, or what is wrong with asking for it. */
function entry<Method extends { readonly writes: boolean }>(
  { raw, orgId, methods, partners }: Asked<Method>,
  grant: Grant,
): Method | Problem {
  if (methods === undefined) return notFound("Path"); // 3 path
  const method = methods[raw.method ?? ""];
  if (method === undefined) return methodNotAllowed(raw.method, Object.keys(methods)); // 3 method
  if (method.writes && grant.permission === "read-only") return forbidden("The account is read-only"); // 4 permission
  if (method.writes && partners === "read" && orgId !== grant.orgId) {
    return forbidden("Only its own organization may do that"); // 4 permission
  }
  return method;
}

async function answerWith(endpoint: Endpoint, exchange: Exchange | undefined, grant: Grant): Promise<Answer> {
  if (exchange === undefined) throw notFound("Path");
  const { deps } = exchange;
  let input: unknown;
  try {
    const read = endpoint.read(exchange); // 6 type, 7 size, 8 parameters and body
    input = read instanceof Promise ? await read : read;
  } catch (error) {
    if (error instanceof Problem) {
      settled(exchange, await deps.store.probe(requestOf(exchange, grant))); // 5 brand
    }
    throw error;
  }
  return await endpoint.run(exchange, input, grant); // 5 brand, 9 resource, 10 If-Match, 11 rules
}

/** What the path names; `undefined` where its ids are malformed, and so nothing lives there. */
function exchangeOf(
  { deps, raw, parameters, rawQuery }: Incoming,
  route: ResourceRoute | undefined,
): Exchange | undefined {
  const { orgId = "", parentId = "", id = "" } = parameters;
  if (route === undefined || (route.item && !isId(id))) return undefined;
  const { parent } = route.kind;
  if (parent !== undefined && !isId(parentId)) return undefined;
  let body: Promise<Buffer> | undefined;
  return {
    deps,
    kind: route.kind,
    ...(route.view && { view: route.view }),
    collection: { orgId, parentId: parent === undefined ? orgId : parentId },
    id,
    rawQuery,
    raw,
    body: () => {
      body ??= readBody(raw);
      return body;
    },
  };
}
