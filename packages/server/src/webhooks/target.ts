import { type LookupAddress, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Longer than any that a browser or a server takes. */
const URL_MAXIMUM = 2_048;

/** Addresses that look public, but are the machine's own provider (Azure's metadata and name service). */
const PROVIDERS: ReadonlySet<string> = new Set(["168.63.129.16"]);
/** What has been given to networks at all (RFC 4291, 2.4); the rest embeds IPv4 addresses, or has a use of its own. */
const GIVEN_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** Why nothing is sent to a target. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
}

/**
 * Is this the text of an address on the public network? Private, local, shared, reserved and multicast ones are none, nor
 * is any IPv6 address that stands for an IPv4 one.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv6) return address.range() === "unicast" && address.match(GIVEN_IPV6);
  return ipaddr.IPv4.isValidFourPartDecimal(text) && address.range() === "unicast" && !PROVIDERS.has(text);
}

/**
 * The URL of a target. Throws `TargetRefused` where it is none that a webhook may have: `https:`, without credentials,
 * and where it names an address, a public one. `allowPrivate`: `http:` and any address are well.
 */
export function targetOf(text: string, { allowPrivate }: { readonly allowPrivate: boolean }): URL {
  const url = text.length <= URL_MAXIMUM && URL.canParse(text) ? new URL(text) : undefined;
  const schemes = allowPrivate ? ["https:", "http:"] : ["https:"];
  if (url === undefined || !schemes.includes(url.protocol)) {
    const expected = `an ${allowPrivate ? "https or http" : "https"} URL of up to ${URL_MAXIMUM} characters`;
    throw new TargetRefused(`Expected ${expected}, such as https://example.com/notifications`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TargetRefused("A URL with credentials is not taken: the signature proves who sends");
  }
  if (url.hash !== "") throw new TargetRefused("A URL with a fragment (#) is not taken: it is never sent");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  // What names an address is never looked up.
  if (!allowPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) throw notPublic(host, [host]);
  return url;
}

/**
 * A `lookup` for sockets that gives public addresses alone, so that what was checked is what is connected to. `lookup`
 * asks for all addresses of a name.
 */
export function publicLookup(
  lookup: typeof systemLookup = systemLookup,
  isPublic: (address: string) => boolean = isPublicAddress,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error: Error | null, found: LookupAddress[]) => {
      if (error !== null) return callback(error, "");
      const addresses = found.filter(({ address }) => isPublic(address));
      const [first] = addresses;
      if (first === undefined) {
        return callback(
          notPublic(
            hostname,
            found.map(({ address }) => address),
          ),
          "",
        );
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function notPublic(host: string, addresses: readonly string[]): TargetRefused {
  const what = addresses.every((address) => address === host) ? host : `${host} (${addresses.join(", ")})`;
  return new TargetRefused(
    `${what} is not on the public network; CALLMARK_WEBHOOK_ALLOW_PRIVATE=true allows it`,
  );
}
