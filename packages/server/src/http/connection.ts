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

const UNKNOWN_METHOD = "The request's method is not one that HTTP knows";

const REASONS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "The request's line and headers are too long",
  HPE_INVALID_METHOD: UNKNOWN_METHOD,
  HPE_INVALID_URL: "The request's target is not a URL",
  ERR_HTTP_REQUEST_TIMEOUT: "The request took too long to arrive",
};

const HOST = "host";

/** How long what a client goes on sending is read and forgotten: closed at once, TCP would take the answers back. */
const LINGER = 5_000;

/** How many requests of a connection may wait for the answers before theirs. */
const WAITING = 1_000;
const TOO_MANY = "Too many requests on this connection are waiting for earlier answers";
const waiting = new WeakMap<Socket, number>();

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
    const reason = REASONS[error.code ?? ""] ?? "The request is not HTTP that this server can read";
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
 * `Expect` other than `100-continue` is ignored (Node would answer 417), no tunnel is opened, headers are limited by
 * their bytes, not by their number (1,000 to Node), and what Node should refuse is refused.
 */
export function tameServer(server: Server, log: Pick<Logger, "info">): void {
  server.maxHeadersCount = 0;
  // What Node calls after the last answer of a connection.
  server.on("connection", (socket: Socket) => {
    socket.destroySoon = () => end(socket);
  });
  const [serve] = server.listeners("request") as RequestListener[];
  // One after the other: a client that sends many and reads nothing has one answer in memory, and not all.
  const answer: RequestListener = (request, response) => {
    whenItsTurn(response, () => serve?.(request, response));
  };
  server.removeAllListeners("request").on("request", taken(log, answer));
  server.on("checkExpectation", taken(log, answer));
  const proceed: RequestListener = (request, response) => {
    whenItsTurn(response, () => {
      response.writeContinue();
      serve?.(request, response);
    });
  };
  server.on("checkContinue", taken(log, proceed));
  server.on("connect", ({ socket }: IncomingMessage) => {
    whenAnswered(socket, () => writeRefusal(socket, "This server opens no tunnels"));
  });
}

/** Hands on what a server may take, once it has been read; all else is refused, and ends its connection. */
function taken(log: Pick<Logger, "info">, answer: RequestListener): RequestListener {
  return (request, response) => {
    const { socket } = request;
    // Behind a request that ends the connection nothing is carried out (RFC 9112, 9.6).
    if (ending.has(socket)) return;
    const reason = faultOf(request) ?? (mayWait(socket, response) ? undefined : TOO_MANY);
    if (reason === undefined) return answer(request, response);
    ending.add(socket);
    const { body, headers } = refusal(reason);
    response.writeHead(400, headers).end(body);
    log.info({ reqId: headers["apple-request-id"], status: 400, reason }, "request refused");
  };
}

/** What Node lets pass though a server must not, or though nobody here can read it; in words for the client. */
function faultOf({ method = "", rawHeaders, headers }: IncomingMessage): string | undefined {
  // Where the first line names no version of HTTP, Node also takes the methods of RTSP and HTTP/2.
  if (!METHODS.includes(method)) return UNKNOWN_METHOD;
  // Of two hosts (RFC 9112, 3.2) Node forgets the second; a proxy may have gone by it.
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length === HOST.length && name.toLowerCase() === HOST) hosts += 1;
  }
  if (hosts > 1) return "The header Host comes more than once";
  // Node takes off `chunked`, and leaves what lies below it as it is (RFC 9112, 6.1).
  const { "transfer-encoding": coding } = headers;
  if (coding === undefined || coding.toLowerCase() === "chunked") return undefined;
  return "The only transfer coding that is taken is chunked, once";
}

/** Counts a request that waits for the answers before its own; false where too many do. */
function mayWait(socket: Socket, response: ServerResponse): boolean {
  if (response.socket !== null) return true;
  const before = waiting.get(socket) ?? 0;
  if (before >= WAITING) return false;
  waiting.set(socket, before + 1);
  response.once("socket", () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
  return true;
}

/** At once, or when the answers before it on the connection have been handed to the operating system. */
function whenItsTurn(response: ServerResponse, proceed: () => void): void {
  if (response.socket === null) response.once("socket", () => setImmediate(proceed));
  else proceed();
}
