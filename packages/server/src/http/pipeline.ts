import type { IncomingMessage } from "node:http";
import { isId } from "../registry/ids.ts";
import { forbidden, notFound, Problem, problem } from "../registry/problem.ts";
import type { Grant } from "../registry/store.ts";
import type { Answer } from "./answer.ts";
import { readBody } from "./body.ts";
import type { Deps, Endpoint, Exchange } from "./exchange.ts";
import { AccessMoved, settled } from "./outcome.ts";
import { requestOf } from "./request-of.ts";
import type { Route } from "./routes.ts";

/** A request under the base path, as the router found it. */
export interface Incoming {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  /** Absent where nothing lives at the path. */
  readonly route?: Route;
  /** The path's parameters, decoded. */
  readonly parameters: { readonly orgId?: string; readonly parentId?: string; readonly id?: string };
  readonly rawQuery: string;
}

/** Access may change while a request is under way; more often than this it is refused. */
const TRIES = 3;

/** Answers a request in the order of checks (docs/contract.md). Throws the `Problem` that the client is told. */
export async function answer(incoming: Incoming): Promise<Answer> {
  const { authenticator } = incoming.deps;
  const { authorization } = incoming.raw.headers;
  const exchange = exchangeOf(incoming);
  for (let tries = 1; ; tries += 1) {
    const grant = await authenticator.authenticate(authorization); // 1 token
    try {
      const endpoint = await admitted(incoming, exchange, grant); // 2 to 4
      return await answerWith(endpoint, exchange, grant); // 5 to 11
    } catch (error) {
      if (!(error instanceof AccessMoved) || tries === TRIES) throw error;
      authenticator.forget(authorization ?? "");
    }
  }
}

/** Steps 2 to 4: what the path, the method and the account say before anything is looked up. */
async function admitted(incoming: Incoming, exchange: Exchange | undefined, grant: Grant): Promise<Endpoint> {
  try {
    await expectOrg(incoming, grant); // 2 org
    return entry(incoming, exchange, grant);
  } catch (error) {
    // The refusal counts only if the token that it answers still does.
    const { deps } = incoming;
    const probed = await deps.store.probe({ accessRevision: grant.accessRevision });
    if (probed.outcome === "accessChanged") throw new AccessMoved();
    throw error;
  }
}

/** Throws the 403 of a path whose org is neither the caller's own nor one that shares a brand with it. */
async function expectOrg({ deps, route, parameters: { orgId } }: Incoming, grant: Grant): Promise<void> {
  if (orgId === undefined || orgId === grant.orgId) return;
  const isPartner = route?.view === undefined && (await deps.authenticator.isPartner(grant, orgId));
  if (!isPartner) throw forbidden("The organization of the path is not yours");
}

function entry({ raw, route, parameters }: Incoming, exchange: Exchange | undefined, grant: Grant): Endpoint {
  if (route === undefined || exchange === undefined) throw notFound("Path"); // 3 path
  const method = route.methods[raw.method ?? ""];
  if (method === undefined) {
    const allow = Object.keys(route.methods).join(", "); // 3 method
    throw problem("MethodNotAllowed", `${raw.method} is not a method of this path; it has ${allow}`, {
      headers: { allow },
    });
  }
  if (method.writes && grant.permission === "read-only") {
    throw forbidden("The account is read-only"); // 4 permission
  }
  if (method.writes && route.kind.parent === undefined && parameters.orgId !== grant.orgId) {
    throw forbidden("Only its own organization may change a brand"); // 4 permission
  }
  return method;
}

async function answerWith(endpoint: Endpoint, exchange: Exchange | undefined, grant: Grant): Promise<Answer> {
  if (exchange === undefined) throw notFound("Path");
  const { deps } = exchange;
  let input: unknown;
  try {
    input = await endpoint.read(exchange); // 6 type, 7 size, 8 parameters and body
  } catch (error) {
    if (error instanceof Problem) {
      settled(exchange, await deps.store.probe(requestOf(exchange, grant))); // 5 brand
    }
    throw error;
  }
  return endpoint.run(exchange, input, grant); // 5 brand, 9 resource, 10 If-Match, 11 rules
}

/** What the path names; `undefined` where its ids are malformed, and so nothing lives there. */
function exchangeOf({ deps, raw, route, parameters, rawQuery }: Incoming): Exchange | undefined {
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
