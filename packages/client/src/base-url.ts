/** The hosts of the real registry, where requests have a limit of 15 a second. */
const REAL_HOSTS: ReadonlySet<string> = new Set([
  "business.apple.com",
  "api-qualification.business.apple.com",
  "data-qualification.business.apple.com",
]);
const REAL_REQUESTS_PER_SECOND = 15;

/**
 * The base of all URLs, without a slash at its end. Throws a `TypeError` for what is none, for one that would send
 * secrets in the clear over a network, and for one with a part that belongs into no base. The URL itself is not in the
 * message, because a password may be in it.
 */
export function readBaseUrl(given: string | URL, mayBePlain: boolean): URL {
  const url = parse(given);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong("must begin with https: or http:");
  if (url.username !== "" || url.password !== "") {
    throw wrong("must not have a user or a password: the account belongs into clientId and clientSecret");
  }
  if (url.search !== "" || url.hash !== "") throw wrong("must not have a query or a fragment");
  if (url.protocol === "http:" && !mayBePlain && !isLoopback(url.hostname)) {
    throw wrong(
      "must begin with https: for a host that is not this machine, or the secret goes over the network in the clear; " +
        "where the network is trusted, set allowPlainHttp",
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, "");
  if (url.pathname.endsWith("/api/v1")) throw wrong("must end before /api/v1, which the client adds");
  return url;
}

/** The rate that a host is known to take; `undefined` where none is known. */
export function knownRate({ hostname }: URL): number | undefined {
  return REAL_HOSTS.has(hostname) ? REAL_REQUESTS_PER_SECOND : undefined;
}

function parse(given: string | URL): URL {
  try {
    return new URL(given);
  } catch {
    throw wrong("must be an absolute URL, such as http://127.0.0.1:8080");
  }
}

/** Does a URL's host name lead to this machine, so that nothing goes over a network? */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function wrong(why: string): TypeError {
  return new TypeError(`baseUrl ${why}`);
}
