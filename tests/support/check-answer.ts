import { BASE_PATH, ERROR_CODES, PATHS, REGISTRY_PATH, REVIEW_PATH } from "@callmark/contract";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Answer, Asked, WireError } from "./answer.ts";
import { bodyFaults } from "./check-body.ts";
import { type Declared, declared, decoded, ERRORS, templateOf } from "./openapi.ts";

const STATUSES = [200, 201, 202, 204, 400, 401, 403, 404, 405, 412, 413, 415, 500, 503];
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** What stands beside the API, in no document of its own. */
const BESIDE = ["/healthz", "/readyz", "/openapi.json"];
/** Headers that say something of a resource or a path, and so stand only where they are declared. */
const DECLARED_ONLY = ["etag", "location", "allow"];

const requestIds = new Set<string>();

/**
 * Gives the answer back; throws, naming every fault, where it is not what the OpenAPI document and the contract's
 * rules for all answers allow. Everything that a test receives has been through here.
 */
export function checked(asked: Asked, answer: Answer): Answer {
  const faults = faultsOf(asked, answer);
  const requestId = answer.headers["apple-request-id"] ?? "";
  if (requestIds.has(requestId)) faults.push(`the request id ${requestId} was another answer's`);
  requestIds.add(requestId);
  if (faults.length > 0) {
    const of = asked === undefined ? "what is no request" : `${asked.method} ${asked.target.slice(0, 300)}`;
    const head = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
    throw new Error(
      `The answer ${answer.status} to ${of} is wrong: ${faults.join("; ")}\n${head.join("\n")}\n\n${answer.text}`,
    );
  }
  return answer;
}

/** What is wrong with an answer by itself. */
export function faultsOf(asked: Asked, answer: Answer): string[] {
  const faults: string[] = [];
  const isFault = answer.status === 500 && asked?.mayFail !== true;
  if (isFault) faults.push("the server has failed");
  if (!STATUSES.includes(answer.status)) faults.push(`the status ${answer.status} does not exist here`);
  if (!UUID_V4.test(answer.headers["apple-request-id"] ?? "")) {
    faults.push("apple-request-id is not a UUID of version 4");
  }
  for (const [name, count] of answer.headerCounts) if (count > 1) faults.push(`${name} comes ${count} times`);
  const path = pathOf(asked);
  const isPreflight = asked?.method === "OPTIONS" && "access-control-allow-methods" in answer.headers;
  const rules = isPreflight && answer.status === 204 ? {} : rulesOf(asked, path, answer.status);
  if (typeof rules === "string") return [...faults, rules];
  faults.push(...headerFaults(rules, answer));
  if (asked?.method === "HEAD") {
    if (answer.body.length > 0) faults.push("an answer to HEAD has a body");
    if (answer.headers["content-type"] !== "application/json") faults.push("content-type is not GET's");
    return faults;
  }
  return [...faults, ...contentFaults(rules, answer), ...errorFaults(path, answer)];
}

type Rules = Partial<Declared> & { readonly any?: true };

function rulesOf(asked: Asked, path: string, status: number): Rules | string {
  if (asked === undefined) return status === 400 ? { body: ERRORS } : "what is no request is answered 400";
  if (status < 400 && BESIDE.includes(path)) return { any: true };
  if (status === 405 && BESIDE.includes(path)) return { body: ERRORS };
  const template = templateOf(path);
  if (template === undefined) {
    const segments = path.split("/").map(decoded);
    const isBelow = (base: readonly string[]) =>
      segments.length > base.length && base.every((segment, index) => segment === segments[index]);
    const asksForToken = [BASE_PATH, REVIEW_PATH, REGISTRY_PATH].some((base) => isBelow(base.split("/")));
    const allowed = asksForToken ? [400, 401, 403, 404, 503] : [400, 404];
    return allowed.includes(status) ? { body: ERRORS } : `the status ${status} for an unknown path`;
  }
  const found = declared(template, asked.method, status);
  if (found === "status") return `the status ${status} is not declared for ${asked.method} ${template}`;
  if (found !== "method") return found;
  const allowed = [400, 401, 403, 404, 405, 503];
  return allowed.includes(status) ? { body: ERRORS } : `the status ${status} for a method that is none`;
}

function headerFaults(rules: Rules, { status, headers }: Answer): string[] {
  const faults: string[] = [];
  for (const [name, { required, check }] of rules.headers ?? []) {
    const value = headers[name];
    if (value === undefined && required) faults.push(`the header ${name} is missing`);
    if (value !== undefined && !check(value)) faults.push(`the header ${name} is ${value}`);
  }
  if (status === 405 && !headers.allow) faults.push("405 without allow");
  for (const name of DECLARED_ONLY) {
    const expected = rules.headers?.has(name) || (name === "allow" && status === 405) || rules.any;
    if (name in headers && !expected) faults.push(`the header ${name} is not declared`);
  }
  const { etag } = headers;
  if (etag !== undefined && !rules.any && !/^"[0-9a-f-]{36}"$/.test(etag)) faults.push(`etag is ${etag}`);
  return faults;
}

function contentFaults(rules: Rules, answer: Answer): string[] {
  const type = answer.headers["content-type"];
  if (answer.body.length === 0 || answer.status === 204) {
    const faults: string[] = [];
    if (answer.body.length > 0) faults.push("204 with a body");
    if (type !== undefined) faults.push(`content-type ${type} without a body`);
    if (rules.body !== undefined) faults.push("the body is missing");
    return faults;
  }
  if (type !== "application/json") return [`content-type is ${type}`];
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
  } catch (error) {
    return [`the body is not JSON: ${(error as Error).message}`];
  }
  if (rules.any) return [];
  return [...schemaFaults(rules.body, value), ...bodyFaults(value, answer)];
}

function schemaFaults(check: ValidateFunction | undefined, value: unknown): string[] {
  if (check === undefined) return ["a body where none is declared"];
  return check(value) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Each error's code belongs to the status, and its message's names to its context. */
function errorFaults(path: string, { status, body, text }: Answer): string[] {
  if (status < 400 || body.length === 0) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (path === PATHS.token && !Array.isArray(value)) return [];
  if (!Array.isArray(value)) return ["the body of an error is not an array"];
  return value.flatMap((error: WireError) => oneErrorFaults(status, error));
}

function oneErrorFaults(status: number, { code, message = "", context, details }: WireError): string[] {
  const faults: string[] = [];
  const known: Readonly<Record<string, { readonly status: number }>> = ERROR_CODES;
  const expected = code.startsWith("VALIDATION__") ? 400 : known[code]?.status;
  if (status !== expected) faults.push(`the code ${code} does not belong to ${status}`);
  for (const [, name = ""] of message.matchAll(/\{\{(.*?)\}\}/g)) {
    if (!Object.hasOwn(context ?? {}, name)) faults.push(`the context has no ${name}`);
  }
  const header = (details as { readonly header?: unknown } | undefined)?.header;
  if (status === 401 && header !== "Authorization") faults.push("a 401 does not name its header");
  return faults;
}

function pathOf(asked: Asked): string {
  const target = (asked?.target ?? "").replace(/^https?:\/\/[^/?#]*/i, "");
  return target.split(/[?#]/, 1)[0] ?? "";
}
