import type { LookupAddress, lookup as systemLookup } from "node:dns";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPublicAddress, publicLookup, TargetRefused, targetOf } from "./target.ts";

/** No webhook is to reach these, in whatever form they are written. */
const PRIVATE = {
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  unspecified: ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  "unique local": ["fc00::1", "fdff:ffff::1"],
  "link-local": ["169.254.1.1", "fe80::1", "febf::1"],
  "site-local": ["fec0::1"],
  "shared by a carrier": ["100.64.0.1", "100.127.255.255"],
  metadata: [
    "169.254.169.254",
    "169.254.170.2",
    "fd00:ec2::254",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
  ],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
  broadcast: ["255.255.255.255"],
  reserved: [
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "2001:db8::1",
    "3fff::1",
  ],
  "discard-only": ["100::1"],
  "IPv4-mapped": [
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
  ],
  "IPv4-compatible": ["::127.0.0.1", "::7f00:1", "::a00:1"],
  "IPv4-translated": ["::ffff:0:127.0.0.1"],
  NAT64: ["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "64:ff9b::808:808"],
  "6to4": ["2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::1"],
  Teredo: ["2001:0:7f00:1::1"],
  ORCHID: ["2001:20::1"],
  "segment routing": ["5f00::1"],
} as const;
const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "93.184.215.14",
  "172.15.0.1",
  "172.32.0.1",
  "100.63.0.1",
  "100.128.0.1",
  "169.253.0.1",
  "2606:4700:4700::1111",
  "2a00:1450:4001:80b::200e",
];

const privateOnes = Object.entries(PRIVATE).flatMap(([kind, all]) => all.map((one) => [kind, one] as const));
const inUrl = (address: string) => (address.includes(":") ? `[${address}]` : address);

test.each(privateOnes)("%s: %s is not public", (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
  expect(() => targetOf(`https://${inUrl(address)}/`, { allowPrivate: false })).toThrow(TargetRefused);
  expect(targetOf(`http://${inUrl(address)}:8080/`, { allowPrivate: true }).port).toBe("8080");
});

test.each(PUBLIC)("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
  expect(targetOf(`https://${inUrl(address)}/`, { allowPrivate: false }).protocol).toBe("https:");
});

test.each(["", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "1.2.3.4.5", "8.8.8.8 ", "::1::"])(
  "%j is the text of no address",
  (text) => expect(isPublicAddress(text)).toBe(false),
);

test("no IPv6 address that has an IPv4 one in it is public", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), ([a, b, c, d]) => {
      const hex = [a, b, c, d].map((one) => one.toString(16).padStart(2, "0"));
      const [high, low] = [`${hex[0]}${hex[1]}`, `${hex[2]}${hex[3]}`];
      for (const prefix of ["::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"]) {
        expect(isPublicAddress(`${prefix}${a}.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicAddress(`${prefix}${high}:${low}`)).toBe(false);
      }
      expect(isPublicAddress(`2002:${high}:${low}::1`)).toBe(false);
    }),
  );
});

test.each([
  // What URLs make addresses of.
  "https://127.1/",
  "https://0x7f.1/",
  "https://0x7f000001/",
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://127.0.0.1./",
  "https://①②⑦.0.0.1/",
  "https://[::ffff:7f00:1]/",
  "https://[0:0:0:0:0:0:0:1]/",
  "https://0/",
  "https://169.254.169.254/latest/meta-data/",
])("%s leads to no public address", (url) => {
  expect(() => targetOf(url, { allowPrivate: false })).toThrow(/is not on the public network/);
});

test.each([
  ["http://example.com/", /Expected an https URL/],
  ["ftp://example.com/", /Expected an https URL/],
  ["file:///etc/passwd", /Expected an https URL/],
  ["example.com/hook", /Expected an https URL/],
  ["", /Expected an https URL/],
  ["https://", /Expected an https URL/],
  ["https://[fe80::1%25eth0]/", /Expected an https URL/],
  [`https://example.com/${"x".repeat(2_048)}`, /up to 2048 characters/],
  ["https://user@example.com/", /credentials/],
  ["https://:password@example.com/", /credentials/],
  ["https://example.com/#part", /fragment/],
])("%s is refused", (url, why) => {
  expect(() => targetOf(url, { allowPrivate: false })).toThrow(why);
});

test("where private addresses are allowed, http is too, and nothing else", () => {
  expect(targetOf("http://localhost:1/", { allowPrivate: true }).hostname).toBe("localhost");
  expect(() => targetOf("ftp://localhost/", { allowPrivate: true })).toThrow(/https or http/);
  expect(() => targetOf("http://user:password@localhost/", { allowPrivate: true })).toThrow(/credentials/);
});

/** The answers of a resolver, as the public lookup gives them on. */
async function lookedUp(found: readonly string[], all: boolean): Promise<unknown> {
  const addresses = found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const resolver = ((_: string, __: object, callback: (error: null, found: LookupAddress[]) => void) =>
    callback(null, addresses)) as unknown as typeof systemLookup;
  return await new Promise((resolve, reject) => {
    publicLookup(resolver)("name.example", { all }, (error, address) => {
      if (error === null) resolve(address);
      else reject(error);
    });
  });
}

test("of a name's addresses the public ones are given alone", async () => {
  const [public4, public6] = ["8.8.8.8", "2606:4700:4700::1111"];
  expect(await lookedUp(["10.0.0.1", public6, public4, "::1"], true)).toEqual([
    { address: public6, family: 6 },
    { address: public4, family: 4 },
  ]);
  expect(await lookedUp(["127.0.0.1", public4], false)).toBe(public4);
  for (const all of [true, false]) {
    await expect(lookedUp(["127.0.0.1", "::ffff:8.8.8.8"], all)).rejects.toThrow(
      "name.example (127.0.0.1, ::ffff:8.8.8.8) is not on the public network",
    );
    await expect(lookedUp([], all)).rejects.toThrow(TargetRefused);
  }
});

test("what the resolver fails with is what it says", async () => {
  const failure = new Error("getaddrinfo ENOTFOUND name.example");
  const resolver = ((_: string, __: object, callback: (error: Error) => void) =>
    callback(failure)) as unknown as typeof systemLookup;
  const given = await new Promise((resolve) => publicLookup(resolver)("name.example", {}, resolve));
  expect(given).toBe(failure);
});
