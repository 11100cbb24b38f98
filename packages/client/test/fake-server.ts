import { CallmarkClient, type ClientOptions } from "../src/index.ts";
import { FakeTime } from "./fake-time.ts";

/** A request as `fetch` was given it. */
export interface Fetched {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/** What answers in place of a server; one that never resolves hangs until it is aborted. */
export type Answering = (request: Fetched) => Response | Promise<Response>;

export const NEVER = new Promise<never>(() => {});

export const json = (body: unknown, init: ResponseInit = {}): Response => Response.json(body, init);

/** An answer of the token endpoint. */
export const token = (value = "token-1", more: object = { expires_in: 3600 }): Response =>
  json({ access_token: value, token_type: "Bearer", ...more });

export const isTokenRequest = ({ url }: Pick<Fetched, "url">): boolean =>
  url.endsWith("/api/v1/oauth2/token");

/** A `fetch` that is answered here, and a client over it whose time passes when it is told to. */
export function fakeServer(answering: Answering, options: Partial<ClientOptions> = {}) {
  const fetched: Fetched[] = [];
  const time = new FakeTime();
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const { method = "GET", body, signal } = init;
    if (!(signal instanceof AbortSignal)) throw new Error("A request without a signal cannot be ended");
    signal.throwIfAborted();
    const request: Fetched = {
      url: String(url),
      method,
      headers: new Headers(init.headers),
      body: typeof body === "string" ? JSON.parse(body) : body,
      signal,
    };
    fetched.push(request);
    return await Promise.race([
      answering(request),
      new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
      }),
    ]);
  };
  const client = new CallmarkClient({
    baseUrl: "https://callmark.example",
    clientId: "account",
    clientSecret: "the-secret",
    random: () => 0.5,
    fetch,
    time,
    ...options,
  });
  return { client, fetched, time };
}
