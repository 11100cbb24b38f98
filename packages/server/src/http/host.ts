import type { IncomingMessage } from "node:http";
import { type Problem, problem } from "../registry/problem.ts";

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?$/i;
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i;

/**
 * What is wrong with the host that a request names, in its header or in an absolute `target`. HTTP/1.1 demands one
 * (RFC 9112, 3.2). The demo's credentials are public, so a page elsewhere must not reach it through a name of its own
 * that resolves to this machine.
 */
export function hostProblem(request: IncomingMessage, target: string, demo: boolean): Problem | undefined {
  const { host } = request.headers;
  if (host === undefined && (demo || request.httpVersion === "1.1")) {
    return problem("BadRequest", "The header Host is missing", { details: { header: "Host" } });
  }
  const authority = ABSOLUTE.exec(target)?.[1];
  if (demo && [host, authority].some((name) => name !== undefined && !LOOPBACK.test(name))) {
    return problem("BadRequest", "With --demo the header Host must be localhost, 127.0.0.1 or [::1]", {
      details: { header: "Host" },
    });
  }
  return undefined;
}

/** The target of a request in origin form: an absolute one (RFC 9112, 3.2.2) without its scheme and authority. */
export function originForm(url: string): string {
  const match = ABSOLUTE.exec(url);
  if (match === null) return url;
  const rest = url.slice(match[0].length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}
