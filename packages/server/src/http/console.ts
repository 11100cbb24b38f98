import { BASE_PATH, PATHS, REGISTRY_PATH, REVIEW_PATH } from "@callmark/contract";
import { negotiate } from "@fastify/accept-negotiator";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ENCODING_NAMES, HASHED, type Page, type Pages } from "../console/pages.ts";
import { methodNotAllowed, READS } from "./reads.ts";

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** Where the server has something of its own, there are no pages: what is unknown there stays unknown. */
const RESERVED: ReadonlySet<string> = new Set(
  [BASE_PATH, REVIEW_PATH, REGISTRY_PATH, PATHS.picture].map((path) => path.split("/")[1] ?? ""),
).union(new Set(["reference", "healthz", "readyz", "livez", "metrics", "assets"]));

/** A path as pages have it: plain segments, so that nothing that means another path to somebody is one. */
const PAGE_PATH = /^\/([a-z][a-z-]*)(?:\/[A-Za-z0-9_-]+)*$/;

/** Serves the console's files, and its first page at `/`. */
export function addConsole(app: FastifyInstance, { files, index }: Pages, everyMethod: string[]): void {
  const serve = (url: string, pageAt: (path: string) => Page | undefined) =>
    app.route({
      method: everyMethod,
      url,
      handler(request, reply) {
        const page = pageAt(pathOf(request));
        if (page === undefined) return reply.callNotFound();
        if (READS.includes(request.method)) return sendPage(request, reply, page);
        throw methodNotAllowed(request.method, READS);
      },
    });
  // To the router the target `*` is the path `/`.
  serve("/", (path) => (path.startsWith("/") ? index : undefined));
  // One route for all that has its hash in its name: the router keeps each route once for each method.
  serve(`${HASHED}*`, (path) => files.get(path));
  for (const [url, page] of files) if (!url.startsWith(HASHED)) serve(url, () => page);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split("?", 1)[0] ?? "";
}

/** Does somebody open a page of the console by its address, or load it again? */
export function asksForPage(request: FastifyRequest): boolean {
  const { method, headers } = request;
  if (!READS.includes(method)) return false;
  const segment = PAGE_PATH.exec(pathOf(request))?.[1];
  return segment !== undefined && !RESERVED.has(segment) && /\btext\/html\b/.test(headers.accept ?? "");
}

/** Answers with a page, or with 304 where the browser has it. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  const { type, etag, immutable, bytes, encoded } = page;
  reply.headers({
    ...HEADERS,
    etag,
    vary: immutable ? "accept-encoding" : "accept, accept-encoding",
    "cache-control": immutable ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
  const there = ENCODING_NAMES.filter((name) => encoded[name] !== undefined);
  const encoding = negotiate(request.headers["accept-encoding"] ?? "", there);
  const smaller = encoding === null ? undefined : encoded[encoding];
  if (encoding !== null && smaller !== undefined) reply.header("content-encoding", encoding);
  return reply.header("content-type", type).send(smaller ?? bytes);
}
