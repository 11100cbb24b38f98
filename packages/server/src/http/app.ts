import { randomUUID } from "node:crypto";
import { LIMITS, PATHS } from "@callmark/contract";
import cors from "@fastify/cors";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { METHODS } from "../node-http.ts";
import { notFound } from "../registry/problem.ts";
import { type Answer, problemAnswer, refusalOf, send } from "./answer.ts";
import { refuseConnection, tameServer } from "./connection.ts";
import { addConsole, asksForPage, sendPage } from "./console.ts";
import { addDocuments } from "./documents.ts";
import type { Deps, Incoming } from "./exchange.ts";
import { addHealth } from "./health.ts";
import { hostProblem, originForm } from "./host.ts";
import { addPictures } from "./images/pictures.ts";
import { refuseOtherMethods } from "./reads.ts";
import { ROUTES } from "./routes.ts";
import { tokenAnswer } from "./token-endpoint.ts";
import { answerMalformed } from "./unknown-path.ts";

/** How long a request's headers, and a request as a whole, may take to arrive, in milliseconds. */
const HEADERS_TIMEOUT = 20_000;
const REQUEST_TIMEOUT = 60_000;

/** How long what is under way may take once the server closes, in milliseconds; service managers kill after 10 s. */
const DRAIN_TIMEOUT = 8_000;

/** How long a browser may remember a preflight, in seconds. */
const CORS_SECONDS = 600;

/** Makes the HTTP server of a registry: the one that the program, its tests and its benchmarks use. */
export async function buildApp(deps: Deps, log: Logger): Promise<FastifyInstance> {
  const closing = new AbortController();
  const told = (request: FastifyRequest, reply: FastifyReply) => {
    logRequest(log, request, reply);
    const route = request.routeOptions.url ?? "";
    deps.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  };
  const app = Fastify({
    // The log has one line for each answer, written below; Fastify would make a logger for each request.
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    return503OnClosing: false,
    forceCloseConnections: "idle",
    rewriteUrl: (request) => originForm(request.url ?? "/"),
    // Node's own limit counts the request's line as well.
    http: { maxHeaderSize: LIMITS.headerBytes, requireHostHeader: false, connectionsCheckingInterval: 1_000 },
    // Query strings are read by the operations, each with its own parameters.
    routerOptions: { maxParamLength: LIMITS.headerBytes, querystringParser: () => ({}) },
    requestTimeout: REQUEST_TIMEOUT,
    clientErrorHandler: (error, socket) => refuseConnection(log, error, socket),
    // The path has a malformed percent-encoding, and so nothing lives there.
    frameworkErrors: async (_, request, reply) => {
      reply.header("apple-request-id", request.id);
      send(
        reply,
        await unknownPath(deps, request, closing.signal).catch((error: unknown) =>
          refusalOf(error, request.id, log),
        ),
      );
      told(request, reply);
    },
  });
  app.server.headersTimeout = HEADERS_TIMEOUT;
  tameServer(app.server, log);

  // Bodies are read by the step that asks for them, in the order of checks: to Fastify no method has one, or it
  // would judge the content type first.
  const methods = METHODS.filter((method) => method !== "CONNECT");
  for (const method of methods) app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  refuseOtherMethods(app, methods);

  const { pages } = deps;
  app.setNotFoundHandler((request, reply) =>
    pages !== undefined && asksForPage(request)
      ? sendPage(request, reply, pages.index)
      : send(reply, problemAnswer(notFound("Path"))),
  );
  app.setErrorHandler((error, request, reply) => send(reply, refusalOf(error, request.id, log)));

  app.addHook("onRequest", (request, reply, done) => {
    reply.header("apple-request-id", request.id);
    done(hostProblem(request.raw, request.originalUrl, deps.demo));
  });
  // What was under way when the server began to close is answered; its connection must not wait for more.
  app.addHook("preClose", (done) => {
    closing.abort();
    // A server that closes looks after Node's own time limits no longer.
    setTimeout(() => app.server.closeAllConnections(), DRAIN_TIMEOUT).unref();
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (closing.signal.aborted) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    told(request, reply);
    done();
  });

  if (deps.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...deps.corsOrigins],
      methods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
      allowedHeaders: ["authorization", "content-type", "if-match", "last-event-id"],
      exposedHeaders: ["apple-request-id", "etag", "location", "allow", "retry-after", "date"],
      maxAge: CORS_SECONDS,
      strictPreflight: false,
    });
  }
  addHealth(app, deps.store, log);
  addPictures(app, deps);
  await addDocuments(app);
  if (pages !== undefined) addConsole(app, pages, methods);

  const everyMethod = (url: string, produce: (request: FastifyRequest) => Promise<Answer>) =>
    app.route({
      method: methods,
      url,
      handler(request, reply) {
        produce(request).then(
          (answer) => send(reply, answer),
          (error: unknown) => reply.send(error),
        );
      },
    });

  for (const route of ROUTES) {
    everyMethod(route.url, (request) => route.answer(incoming(deps, request, closing.signal)));
  }
  everyMethod(PATHS.token, (request) => tokenAnswer(request.raw, rawQueryOf(request), deps));
  return app;
}

function incoming(deps: Deps, request: FastifyRequest, closing: AbortSignal): Incoming {
  const { raw, params } = request;
  return { deps, raw, parameters: params as Incoming["parameters"], rawQuery: rawQueryOf(request), closing };
}

async function unknownPath(deps: Deps, request: FastifyRequest, closing: AbortSignal): Promise<Answer> {
  const wrong = hostProblem(request.raw, request.originalUrl, deps.demo);
  if (wrong !== undefined) throw wrong;
  const path = request.raw.url?.split("?", 1)[0] ?? "";
  return answerMalformed({ deps, raw: request.raw, rawQuery: "", closing }, path);
}

function rawQueryOf(request: Pick<FastifyRequest, "raw">): string {
  const url = request.raw.url ?? "";
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

/** One line for each answer: never a token, a query string's values or a number. */
function logRequest(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  log.info({
    reqId: request.id,
    method: request.method,
    // `null` where nothing lives at the path: the path itself may hold anything.
    route: request.routeOptions.url ?? null,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 1000) / 1000,
  });
}
