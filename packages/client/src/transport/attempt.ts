import { UnexpectedAnswer } from "../errors.ts";
import { withDeadline } from "./deadline.ts";
import type { Fetch, FetchAnswer } from "./fetch.ts";
import { readText } from "./read-text.ts";
import { type Answer, nameOf, queryOf, type Request } from "./request.ts";

/** Where requests go, and what they have in common. */
export interface Server {
  readonly fetch: Fetch;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Milliseconds until the whole answer must be there. */
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Milliseconds until the answer to an upload must be there: 15 MiB over a slow line. */
const UPLOAD_TIMEOUT = 300_000;

/**
 * Sends a request once and reads its answer whole, whatever its status. Throws `ConnectionLost` where no answer came or
 * not all of it, `Timeout` where it did not come in time, `UnexpectedAnswer` for a redirect or for a success that is no
 * JSON, and the signal's reason where that was aborted.
 */
export function attempt(server: Server, request: Request, token?: string): Promise<Answer> {
  const prepared = prepare(server, request, token);
  const { timeout } = server;
  const limit = request.operation === "upload" ? Math.max(timeout, UPLOAD_TIMEOUT) : timeout;
  return withDeadline(limit, request, async (signal) => {
    const response = await open(server, request, prepared, signal);
    const { status, headers } = response;
    const text = await readText(response, nameOf(request));
    const body = parsed(text);
    if (response.ok && text !== "" && body === undefined) {
      throw unexpected(request, status, `${nameOf(request)} was answered ${status} with what is no JSON`);
    }
    return { status, headers, body };
  });
}

/**
 * Sends a request once whose answer does not end: a success has a stream for a body, of server-sent events. The time
 * counts until the answer begins. Throws as `attempt` does.
 */
export function attemptStream(server: Server, request: Request, token?: string): Promise<Answer> {
  const prepared = prepare(server, request, token);
  return withDeadline(server.timeout, request, async (signal, disarm) => {
    const response = await open(server, request, prepared, signal);
    const { status, headers, body } = response;
    if (!response.ok) return { status, headers, body: parsed(await readText(response, nameOf(request))) };
    disarm();
    if (body !== null && headers.get("content-type")?.startsWith("text/event-stream")) {
      return { status, headers, body };
    }
    await body?.cancel();
    if (status === 204) return { status, headers, body: undefined };
    throw unexpected(
      request,
      status,
      `${nameOf(request)} was answered ${status} with what is no event stream`,
    );
  });
}

/** A request as `fetch` takes it, and where it goes. */
export interface Prepared {
  readonly url: string;
  readonly init: RequestInit;
}

/** Writes a request. Throws a `TypeError` for what no URL, no header or no JSON can hold. */
export function prepare({ baseUrl, headers }: Server, request: Request, token?: string): Prepared {
  const { method, path, body, form } = request;
  return {
    url: baseUrl + path + queryOf(request),
    init: {
      method,
      headers: expectHeaders({
        accept: "application/json",
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...request.headers,
      }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form !== undefined && { body: form }),
      // A redirect would carry the token, or the secret, to wherever it points.
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
    },
  };
}

/** What a header's value can be made of (RFC 9110, 5.5). */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Throws a `TypeError` for what no header can hold: `fetch` would take it for a connection that is lost. The platform's
 * own `Headers` would do, but that Node loads its whole `fetch` with them, which others here do without.
 */
function expectHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_VALUE.test(value))
      throw new TypeError(`The header ${name} cannot hold what was given for it`);
  }
  return headers;
}

/** Sends a request; gives the answer once its head is there. Throws `UnexpectedAnswer` for a redirect. */
export async function open(
  { fetch }: Server,
  request: Request,
  { url, init }: Prepared,
  signal: AbortSignal,
): Promise<FetchAnswer> {
  const response = await fetch(url, { ...init, signal });
  const { type, status } = response;
  if (type !== "opaqueredirect" && (status < 300 || status > 399)) return response;
  await response.body?.cancel();
  const what = "was answered with a redirect, which is not followed: the token must not leave the server";
  throw unexpected(request, status || undefined, `${nameOf(request)} ${what}`);
}

function unexpected(request: Request, status: number | undefined, message: string): UnexpectedAnswer {
  return new UnexpectedAnswer({ message, request: nameOf(request), status });
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
