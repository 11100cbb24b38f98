import { randomUUID } from "node:crypto";
import { METHODS } from "node:http";
import { LIMITS, PATHS } from "@callmark/contract";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { notFound, Problem, problem } from "../registry/problem.ts";
import { StoreUnavailable } from "../registry/store.ts";
import { type Answer, failure, JSON_TYPE, problemAnswer } from "./answer.ts";
import { refuseConnection, tameServer } from "./connection.ts";
import type { Deps } from "./exchange.ts";
import { hostProblem, originForm } from "./host.ts";
import { answer, type Incoming } from "./pipeline.ts";
import { ROUTES, UNKNOWN_IN_API, UNKNOWN_IN_ORG } from "./routes.ts";
import { tokenAnswer } from "./token-endpoint.ts";

/** How long a request's headers, and a request as a whole, may take to arrive, in milliseconds. */
const HEADERS_TIMEOUT = 20_000;
const REQUEST_TIMEOUT = 60_000;

/** Makes the HTTP server of a registry: the one that the program, its tests and its benchmarks use. */
export async function buildApp(deps: Deps, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    disableRequestLogging: true,
    childLoggerFactory: (parent) => parent,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: "idle",
    rewriteUrl: (request) => originForm(request.url ?? "/"),
    // Node's own limit counts the request's line as well.
    http: { maxHeaderSize: LIMITS.headerBytes, requireHostHeader: false, connectionsCheckingInterval: 1_000 },
    routerOptions: { maxParamLength: LIMITS.headerBytes },
    requestTimeout: REQUEST_TIMEOUT,
    clientErrorHandler: (error, socket) => refuseConnection(logger, error, socket),
    // The path has a malformed percent-encoding, and so nothing lives there.
    frameworkErrors: (_, request, reply) => {
      void respond(request, reply, () => unknownPath(deps, request));
    },
  });
  app.server.headersTimeout = HEADERS_TIMEOUT;
  tameServer(app.server);

  // Bodies are read by the step that asks for them, in the order of checks, not before the handler.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));

  app.addHook("onRequest", async (request, reply) => {
    reply.header("apple-request-id", request.id);
    const wrong = hostProblem(request.raw, deps.demo);
    if (wrong !== undefined) return send(reply, problemAnswer(wrong));
  });
  app.addHook("onResponse", async (request, reply) => logRequest(logger, request, reply));

  const methods = METHODS.filter((method) => method !== "CONNECT");
  for (const method of methods) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  }
  const everyMethod = (url: string, produce: (request: FastifyRequest) => Promise<Answer>) =>
    app.route({
      method: methods,
      url,
      handler: (request, reply) => respond(request, reply, () => produce(request)),
    });

  for (const route of ROUTES) everyMethod(route.url, (request) => answer(incoming(deps, request, route)));
  for (const url of [...UNKNOWN_IN_ORG, ...UNKNOWN_IN_API])
    everyMethod(url, (request) => answer(incoming(deps, request)));
  everyMethod(PATHS.token, (request) => tokenAnswer(request.raw, rawQueryOf(request), deps));
  app.setNotFoundHandler((_, reply) => send(reply, problemAnswer(notFound("Path"))));
  app.setErrorHandler((error, request, reply) => send(reply, refusalOf(error, request)));
  return app;
}

function incoming(deps: Deps, request: FastifyRequest, route?: Incoming["route"]): Incoming {
  return {
    deps,
    raw: request.raw,
    parameters: request.params as Incoming["parameters"],
    rawQuery: rawQueryOf(request),
    ...(route && { route }),
  };
}

function unknownPath(deps: Deps, request: FastifyRequest): Promise<Answer> {
  if (!request.raw.url?.startsWith("/api/v1/")) throw notFound("Path");
  return answer({ deps, raw: request.raw, parameters: {}, rawQuery: "" });
}

function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? "";
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

async function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  produce: () => Promise<Answer>,
): Promise<FastifyReply> {
  try {
    return send(reply, await produce());
  } catch (error) {
    return send(reply, refusalOf(error, request));
  }
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  reply.code(status);
  if (headers !== undefined) reply.headers(headers);
  if (body === undefined) return reply.send();
  // A Buffer, since Fastify adds a charset to the type of a text.
  return reply.header("content-type", JSON_TYPE).send(typeof body === "string" ? Buffer.from(body) : body);
}

/** What a client is told of an error; what is not for it stays in the log. */
function refusalOf(error: unknown, request: FastifyRequest): Answer {
  if (error instanceof Problem) return problemAnswer(error);
  if (error instanceof StoreUnavailable) {
    request.log.warn({ reqId: request.id, reason: error.message }, "store unavailable");
    return problemAnswer(
      problem("ServiceUnavailable", "The registry cannot answer at the moment; nothing was changed", {
        headers: { "retry-after": "1" },
      }),
    );
  }
  request.log.error({ reqId: request.id, err: error }, "request failed");
  return failure(request.id);
}

/** One line for each answer: never a token, a query string's values or a number. */
function logRequest(logger: FastifyBaseLogger, request: FastifyRequest, reply: FastifyReply): void {
  logger.info({
    reqId: request.id,
    method: request.method,
    route: request.routeOptions.url,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 1000) / 1000,
  });
}
