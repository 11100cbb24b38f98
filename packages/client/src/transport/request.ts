import type { AnswerHeaders } from "./fetch.ts";

/** What a request is about: the lines of the retry policy that it follows. */
export type Operation = "read" | "create" | "update" | "delete" | "upload" | "decide" | "replay" | "token";

/** A request as the operations make it. */
export interface Request {
  readonly operation: Operation;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** From `/api/v1`, `/review/v1` or `/registry/v1` on, each segment encoded. */
  readonly path: string;
  /** Query parameters; those that are `undefined` or empty are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** What is sent as JSON. */
  readonly body?: object;
  /** What is sent in its place. */
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The parsed JSON; `undefined` where there is no body, or another one. */
  readonly body: unknown;
}

/** What a request is called in messages: no query, because values stand there. */
export function nameOf({ method, path }: Pick<Request, "method" | "path">): string {
  return `${method} ${path}`;
}

/** Whether a request changes something, so that it matters whether it was carried out. */
export function changes({ operation }: Pick<Request, "operation">): boolean {
  return operation !== "read" && operation !== "token";
}

/**
 * A segment of a path. Throws a `TypeError` for what is no id: an empty text, a number (which would have lost digits),
 * and `.` and `..`, which mean another path however they are encoded.
 */
export function segment(name: string, value: string): string {
  if (typeof value !== "string" || value === "" || value === "." || value === "..") {
    throw new TypeError(`${name} must be a text that is not empty, and no number: ids may exceed 64 bits`);
  }
  return encoded(name, value);
}

/** The query string of a request with its `?`, or nothing. Throws a `TypeError` for half a surrogate pair. */
export function queryOf({ query = {} }: Pick<Request, "query">): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}=${encoded(name, String(value))}`],
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function encoded(name: string, value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    throw new TypeError(`${name} has half a surrogate pair, which no URL can hold`);
  }
}
