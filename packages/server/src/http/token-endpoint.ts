import type { IncomingMessage } from "node:http";
import { issueToken, TokenRefusal, type TokenRequestParts } from "../access/tokens.ts";
import { Problem } from "../registry/problem.ts";
import { type Answer, JSON_TYPE } from "./answer.ts";
import { bodyText, parseJson, readBody } from "./body.ts";
import type { Deps } from "./exchange.ts";
import { expectMediaType, mediaTypeOf } from "./media-type.ts";
import { readParameters } from "./parameters.ts";
import { methodNotAllowed } from "./reads.ts";

const FORM_TYPE = "application/x-www-form-urlencoded";
const NOT_STORED = { "cache-control": "no-store", pragma: "no-cache" };

/** `POST /api/v1/oauth2/token` (RFC 6749, 4.4; docs/contract.md, Tokens). */
export async function tokenAnswer(raw: IncomingMessage, rawQuery: string, deps: Deps): Promise<Answer> {
  if (raw.method !== "POST") throw methodNotAllowed(raw.method, ["POST"]);
  expectMediaType(raw.headers, JSON_TYPE, FORM_TYPE);
  const bytes = await readBody(raw);
  const basic = raw.headers.authorization;
  try {
    expectNoParameters(rawQuery);
    const sent = mediaTypeOf(raw.headers) === FORM_TYPE ? readForm(bytes) : readObject(bytes);
    const token = await issueToken(basic === undefined ? sent : withBasic(sent, basic), deps);
    return { status: 200, headers: NOT_STORED, body: JSON.stringify(token) };
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    const challenge = error.error === "invalid_client" && basic !== undefined;
    return {
      status: error.error === "invalid_client" ? 401 : 400,
      headers: { ...NOT_STORED, ...(challenge && { "www-authenticate": 'Basic realm="callmark"' }) },
      body: JSON.stringify({ error: error.error, error_description: error.message }),
    };
  }
}

function invalidRequest(description: string): TokenRefusal {
  return new TokenRefusal("invalid_request", description);
}

/** A client's secret in a URL ends up in logs: nothing is taken from there. */
function expectNoParameters(rawQuery: string): void {
  try {
    readParameters(rawQuery, {});
  } catch (error) {
    throw error instanceof Problem ? invalidRequest("The token endpoint takes no query parameters") : error;
  }
}

const MEMBERS = {
  client_id: "clientId",
  client_secret: "clientSecret",
  grant_type: "grantType",
  scope: "scope",
} as const;

function readObject(bytes: Buffer): TokenRequestParts {
  let value: unknown;
  try {
    value = parseJson(bytes);
  } catch (error) {
    throw error instanceof Problem ? invalidRequest("The body is not JSON in UTF-8") : error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidRequest("The body must be a JSON object");
  }
  const given = value as Readonly<Record<string, unknown>>;
  return collect((name) => {
    const member = Object.hasOwn(given, name) ? given[name] : undefined;
    if (member !== undefined && typeof member !== "string") throw invalidRequest(`${name} must be a text`);
    return member;
  });
}

function readForm(bytes: Buffer): TokenRequestParts {
  let form: URLSearchParams;
  try {
    form = new URLSearchParams(bodyText(bytes));
  } catch (error) {
    throw error instanceof Problem ? invalidRequest("The body is not UTF-8") : error;
  }
  const repeated = [...form.keys()].find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) throw invalidRequest("A parameter is given twice");
  // RFC 6749, 3.2: a parameter without a value counts as left out.
  return collect((name) => form.get(name) || undefined);
}

function collect(read: (name: keyof typeof MEMBERS) => string | undefined): TokenRequestParts {
  const entries = (Object.keys(MEMBERS) as (keyof typeof MEMBERS)[]).flatMap((name) => {
    const value = read(name);
    return value === undefined ? [] : [[MEMBERS[name], value] as const];
  });
  return Object.fromEntries(entries);
}

/** RFC 6749, 2.3.1: both sides are form-encoded inside the Basic credentials; one way to authenticate, not two. */
function withBasic(sent: TokenRequestParts, header: string): TokenRequestParts {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header)?.[1];
  if (encoded === undefined)
    throw invalidRequest("The header Authorization must be of the scheme Basic here");
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon === -1)
    throw invalidRequest("Basic credentials are a client_id and a client_secret with ':' between them");
  if (sent.clientSecret !== undefined) {
    throw invalidRequest("The client authenticates either in the body or in the header Authorization");
  }
  const clientId = formDecoded(pair.slice(0, colon));
  if (sent.clientId !== undefined && sent.clientId !== clientId) {
    throw invalidRequest("client_id in the body is not the one of the header Authorization");
  }
  return { ...sent, clientId, clientSecret: formDecoded(pair.slice(colon + 1)) };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidRequest("Basic credentials have a malformed percent-encoding");
  }
}
