import { PATHS } from "@callmark/contract";
import type { Dice } from "../durability/support/dice.ts";
import { bearer, collectionPath } from "../support/api.ts";
import { details, oddBody } from "./bodies.ts";
import { randomFilter } from "./filters.ts";
import { framed } from "./framing.ts";
import type { Targets } from "./targets.ts";

/** A request that is HTTP, whatever it asks for. */
export interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request as it goes over the wire. */
export interface Sent extends Request {
  readonly bytes: Buffer;
}

type Maker = (dice: Dice, targets: Targets) => Request;

const JSON_TYPE = { "content-type": "application/json" };
/** Every operation, with parameters and bodies as they come, and how often each is asked for. */
const MAKERS: readonly (readonly [number, Maker])[] = [
  [22, list],
  [6, walk],
  [12, get],
  [14, create],
  [14, update],
  [7, remove],
  [7, token],
  [4, beside],
  [4, registry],
  [4, elsewhere],
  [4, otherMethod],
  [3, otherPath],
  [3, largeBody],
];
const EVERY_MAKER = MAKERS.flatMap(([share, maker]) => Array<Maker>(share).fill(maker));

/** A request of any operation, as bytes. */
export function randomRequest(dice: Dice, targets: Targets): Sent {
  const request = (dice.find(EVERY_MAKER) ?? get)(dice, targets);
  return { ...request, bytes: framed(dice, request) };
}

/** Mostly the brand's own account; now and then another one, or none that counts. */
function authorization(dice: Dice, { tokens }: Targets): Record<string, string> {
  if (dice.chance(0.9)) return bearer(tokens.writer);
  const value = dice.pick([
    tokens.reader,
    tokens.other,
    tokens.expired,
    tokens.writer.slice(1),
    "",
    "a b",
    "é",
  ]);
  return dice.chance(0.2)
    ? {}
    : { authorization: dice.pick([`Bearer ${value}`, `bearer ${value}`, `Basic ${value}`, value]) };
}

function list(dice: Dice, targets: Targets): Request {
  const parameters: string[] = [];
  if (dice.chance(0.8)) parameters.push(`ql=${encoded(dice, randomFilter(dice, targets))}`);
  if (dice.chance(0.95))
    parameters.push(
      `limit=${dice.pick(["1", "2", "5", "10", "1000", "0", "-1", "x", "", "999999999", "%31"])}`,
    );
  if (dice.chance(0.05))
    parameters.push(
      dice.pick([
        "ql=",
        "after=",
        "limit",
        "state=PUBLISHED",
        "%zz",
        "q%6c=id==1",
        "a[]=1",
        "__proto__=1",
        "ql=%ff",
      ]),
    );
  if (dice.chance(0.05)) parameters.push(`after=${dice.bytes(dice.below(40)).toString("base64url")}`);
  const query = parameters.length === 0 ? "" : `?${parameters.join(dice.pick(["&", "&&"]))}`;
  return {
    method: dice.chance(0.9) ? "GET" : "HEAD",
    target: collectionPath(targets) + query,
    headers: authorization(dice, targets),
  };
}

/** The registry's own API, in its brand and elsewhere. */
function registry(dice: Dice, targets: Targets): Request {
  const brandId = dice.chance(0.9) ? targets.brandId : dice.pick(["1", "0", "%31", ".."]);
  const inBrand = `orgs/${targets.orgId}/brands/${brandId}`;
  const one = item(dice, targets).id;
  const rest = dice.pick([
    "account",
    `${inBrand}/${dice.pick(["summary", "delegations", "versions", "history"])}`,
    `${inBrand}/${dice.pick(["caller-ids", "assets", "brands", "%2e%2e"])}/${one}/${dice.pick(["versions", "history", "x"])}`,
    `orgs/${targets.orgId}/webhooks`,
    `orgs/${targets.orgId}/webhooks/${dice.pick(["x", "5b2e6a52-0000-4000-8000-000000000000"])}/deliveries`,
    `orgs/${targets.orgId}/webhooks/5b2e6a52-0000-4000-8000-000000000000/deliveries/${one}_e_X/replay`,
    `orgs/${targets.otherOrgId}/webhooks`,
  ]);
  const query = dice.pick(["", "", "?limit=1", "?limit=0", "?after=x", "?ql=id==1", "?%zz"]);
  return {
    method: dice.pick(["GET", "GET", "GET", "HEAD", "POST", "PUT"]),
    target: `/registry/v1/${rest}${query}`,
    headers: authorization(dice, targets),
  };
}

/** The next page of some list before. */
function walk(dice: Dice, targets: Targets): Request {
  const next = dice.find(targets.next) ?? collectionPath(targets);
  const target = dice.chance(0.8) ? next : next.slice(0, -1);
  return { method: "GET", target, headers: authorization(dice, targets) };
}

function get(dice: Dice, targets: Targets): Request {
  return {
    method: dice.chance(0.9) ? "GET" : "HEAD",
    target: item(dice, targets).target,
    headers: authorization(dice, targets),
  };
}

function create(dice: Dice, targets: Targets): Request {
  const body = dice.chance(0.8)
    ? JSON.stringify({ callerIdDetails: details(dice, targets) })
    : oddBody(dice, targets);
  return { method: "POST", target: collectionPath(targets), headers: writing(dice, targets), body };
}

function update(dice: Dice, targets: Targets): Request {
  const { id, etag, phoneNumber, target } = item(dice, targets);
  const callerIdDetails = { ...details(dice, targets), ...(dice.chance(0.8) && { phoneNumber }) };
  const body = dice.chance(0.85) ? JSON.stringify({ id, callerIdDetails }) : oddBody(dice, targets);
  return { method: "PUT", target, headers: { ...writing(dice, targets), ...ifMatch(dice, etag) }, body };
}

function remove(dice: Dice, targets: Targets): Request {
  const { etag, target } = item(dice, targets);
  return { method: "DELETE", target, headers: { ...authorization(dice, targets), ...ifMatch(dice, etag) } };
}

function token(dice: Dice, { account }: Targets): Request {
  const members = {
    client_id: dice.pick([account.clientId, account.clientId, "nobody", ""]),
    client_secret: dice.pick([account.secret, account.secret, "wrong"]),
    grant_type: dice.pick(["client_credentials", "client_credentials", "password"]),
    scope: dice.pick(["business", "business", "business_connect", "all"]),
  };
  const request = { method: "POST", target: PATHS.token };
  if (dice.chance(0.5)) return { ...request, headers: JSON_TYPE, body: JSON.stringify(members) };
  const form = new URLSearchParams(members).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  if (dice.chance(0.5)) return { ...request, headers, body: dice.chance(0.8) ? form : `${form}&${form}` };
  const basic = Buffer.from(`${members.client_id}:${members.client_secret}`).toString("base64");
  return { ...request, headers: { ...headers, authorization: `Basic ${basic}` }, body: form };
}

/** What stands beside the API. */
function beside(dice: Dice): Request {
  const target = dice.pick([
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/",
    "/favicon.ico",
    "/metrics",
    "/healthz?x",
    "*",
  ]);
  return { method: dice.pick(["GET", "GET", "HEAD", "OPTIONS"]), target, headers: {} };
}

/** Another org, another brand, ids that are none. */
function elsewhere(dice: Dice, targets: Targets): Request {
  const ids = [
    targets.orgId,
    targets.otherOrgId,
    "1",
    "0",
    "%31",
    "a%2Fb",
    "..",
    "%00",
    "9".repeat(21),
  ] as const;
  const target = `${collectionPath({ orgId: dice.pick(ids), brandId: dice.pick([targets.brandId, ...ids]) })}${dice.pick(["", "/", "/1", "//", "/%2e%2e/x"])}`;
  return { method: dice.pick(["GET", "POST", "DELETE"]), target, headers: writing(dice, targets) };
}

function otherMethod(dice: Dice, targets: Targets): Request {
  const method = dice.pick([
    "PATCH",
    "OPTIONS",
    "TRACE",
    "PURGE",
    "QUERY",
    "PROPFIND",
    "M-SEARCH",
    "POST",
    "PUT",
    "GET",
  ]);
  const target = dice.pick([collectionPath(targets), item(dice, targets).target, PATHS.token]);
  return { method, target, headers: writing(dice, targets), ...(dice.chance(0.5) && { body: "{}" }) };
}

/** Paths in forms that mean something else to somebody. */
function otherPath(dice: Dice, targets: Targets): Request {
  const { target } = item(dice, targets);
  const forms = [
    `http://localhost${target}`,
    `HTTP://user@elsewhere:99999${target}`,
    `${target}#fragment`,
    `${target}?`,
    target.replace("/api", "//api"),
    target.replace("orgs", "%6frgs"),
    target.toUpperCase(),
    `${target}%zz`,
    `/api/v1/${dice.bytes(8).toString("hex")}`,
    `/api/v1/orgs/${"1".repeat(dice.below(40_000))}`,
  ] as const;
  return {
    method: dice.pick(["GET", "PUT", "DELETE"]),
    target: dice.pick(forms),
    headers: authorization(dice, targets),
  };
}

/** Around the limit of 64 KiB. */
function largeBody(dice: Dice, targets: Targets): Request {
  const body = JSON.stringify({ callerIdDetails: details(dice, targets) }).padEnd(
    dice.between(65_500, 65_600),
  );
  return { method: "POST", target: collectionPath(targets), headers: writing(dice, targets), body };
}

function writing(dice: Dice, targets: Targets): Record<string, string> {
  const type = dice.chance(0.95)
    ? JSON_TYPE
    : { "content-type": dice.pick(["text/plain", "application/JSON; charset=x", "", "*/*"]) };
  return { ...type, ...authorization(dice, targets) };
}

function ifMatch(dice: Dice, etag: string): Record<string, string> {
  if (dice.chance(0.05)) return {};
  return {
    "if-match": dice.pick([
      `"${etag}"`,
      etag,
      "*",
      `"x", "${etag}"`,
      `W/"${etag}"`,
      '"',
      ",,,",
      `"${etag.slice(1)}0"`,
    ]),
  };
}

/** A resource that there is or was, and its path; now and then one that never was. */
function item(dice: Dice, targets: Targets) {
  const known = dice.chance(0.95) ? dice.find(targets.known) : undefined;
  const { id, etag, phoneNumber } = known ?? {
    id: String(dice.below(2 ** 40)),
    etag: "none",
    phoneNumber: "+1",
  };
  return { id, etag, phoneNumber, target: `${collectionPath(targets)}/${id}` };
}

/** Percent-encoded whole, or only where it must be. */
function encoded(dice: Dice, ql: string): string {
  if (dice.chance(0.5)) return encodeURIComponent(ql.toWellFormed());
  const text = dice.chance(0.5) ? ql.replaceAll(" ", "+") : ql;
  return text.toWellFormed().replace(/[^!$'()*,\-.0-9:;<=>@A-Z[\\\]^_`a-z{|}~+/?"]/gu, encodeURIComponent);
}
