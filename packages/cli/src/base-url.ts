import { isLoopback } from "@callmark/client";
import { UsageError } from "./errors.ts";

/**
 * A server's address as it is kept: without a slash at the end, and without `/api/v1`, which is added. Throws
 * `UsageError` for what is none, for one with a user or a query, and for one that would send secrets in the clear over a
 * network unless that is allowed.
 */
export function checkedBaseUrl(
  text: string,
  { allowPlainHttp }: { readonly allowPlainHttp: boolean },
): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    [url.username, url.password, url.search, url.hash].some((part) => part !== "")
  ) {
    // It may hold a password.
    const shown = text.includes("@") ? "What was given" : `'${text}'`;
    throw new UsageError(`${shown} is no address of a server: it looks like https://callmark.example.com`);
  }
  if (url.protocol === "http:" && !allowPlainHttp && !isLoopback(url.hostname)) {
    throw new UsageError(
      `By http: the secret would go to ${url.host} in the clear`,
      "→ Use https:, or where the network is trusted: callmark login --allow-plain-http, CALLMARK_ALLOW_PLAIN_HTTP=true",
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
}
