import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Logger } from "pino";
import { METHODS } from "../node-http.ts";
import { problem } from "../registry/problem.ts";
import { errorBody, JSON_TYPE } from "./answer.ts";

/*
 * What Node would answer by itself, below the routes, with statuses that the contract does not have: 400 without a
 * body, 408, 417, 431. Here it is answered as everything else is, or the connection ends.
 */

/** An error of the connection, or of what came over it. */
export interface ConnectionError extends Error {
  readonly code?: string;
}

const REASONS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "The request's line and headers are too long",
  HPE_INVALID_METHOD: "The request's method is none that HTTP knows",
  HPE_INVALID_URL: "The request's target is no URL",
  ERR_HTTP_REQUEST_TIMEOUT: "The request took too long to arrive",
};

/** How long what a client goes on sending is read and forgotten: closed at once, TCP would take the answers back. */
const LINGER = 5_000;

/** Connections that end: what else comes over them is nothing to be told of. */
const ending = new WeakSet<Socket>();

/** What Node keeps of a connection: the answer that is being sent, and the request that is being read. */
interface Http {
  readonly _httpMessage?: ServerResponse | null;
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null;
}

/** Answers what cannot be read as HTTP with a 400, where nothing has been answered yet. */
export function refuseConnection(log: Pick<Logger, "info">, error: ConnectionError, socket: Socket): void {
  if (error.code === "ECONNRESET") socket.destroy();
  else if (!ending.has(socket)) {
    ending.add(socket);
    const reason = REASONS[error.code ?? ""] ?? "The request is no HTTP that this server can read";
    whenAnswered(socket, () => {
      log.info({ reqId: writeRefusal(socket, reason), status: 400, reason: error.code }, "request refused");
    });
  }
}

/** Refuses what follows once the requests before it have their own answers, and ends the connection. */
function whenAnswered(socket: Socket & Http, refuse: () => void): void {
  const { _httpMessage: underWay, parser } = socket;
  if (underWay && (underWay.req.complete || underWay.headersSent) && !underWay.writableFinished) {
    underWay.once("close", () => whenAnswered(socket, refuse));
    return;
  }
  const isAnswered = !underWay && parser?.incoming?.complete === false;
  if (socket.writable && !isAnswered) refuse();
  end(socket);
}

/** Writes a 400 to a socket that has no response object. */
function writeRefusal(socket: Socket, reason: string): string {
  const { body, headers } = refusal(reason);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 400 Bad Request\r\n${lines.join("")}\r\n${body}`);
  return headers["apple-request-id"];
}

function refusal(reason: string) {
  const body = errorBody(problem("BadRequest", reason).errors);
  const headers = {
    "apple-request-id": randomUUID(),
    "content-type": JSON_TYPE,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  return { body, headers };
}

function end(socket: Socket): void {
  ending.add(socket);
  socket.end();
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once("close", () => clearTimeout(timer));
}

/**
 * `Expect` other than `100-continue` is ignored (Node would answer 417), no tunnel is opened, and headers are limited
 * by their bytes, not by their number (1,000 to Node).
 */
export function tameServer(server: Server): void {
  server.maxHeadersCount = 0;
  // What Node calls after the last answer of a connection.
  server.on("connection", (socket: Socket) => {
    socket.destroySoon = () => end(socket);
  });
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    server.emit("request", request, response);
  });
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    whenItsTurn(response, () => {
      response.writeContinue();
      server.emit("request", request, response);
    });
  });
  const [serve] = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request").on("request", (request, response) => {
    if (METHODS.includes(request.method ?? "")) serve?.(request, response);
    else refuseMethod(response);
  });
  server.on("connect", ({ socket }: IncomingMessage) => {
    whenAnswered(socket, () => writeRefusal(socket, "This server opens no tunnels"));
  });
}

/** Where the first line names no version of HTTP, Node also takes the methods of RTSP and HTTP/2, which no route knows. */
function refuseMethod(response: ServerResponse): void {
  const { body, headers } = refusal("The request's method is none that HTTP knows");
  response.writeHead(400, headers).end(body);
}

/** Node would put the 100 of a request that waits for its turn between the head and the body of its answer. */
function whenItsTurn(response: ServerResponse, proceed: () => void): void {
  if (response.socket === null) response.once("socket", () => setImmediate(proceed));
  else proceed();
}
