import {
  BadRequest,
  type CallmarkError,
  type ErrorFacts,
  type ErrorObject,
  Forbidden,
  InvalidFilter,
  NotFound,
  PayloadTooLarge,
  Rejected,
  ServerError,
  ServiceUnavailable,
  StaleEtag,
  TokenRefused,
  Unauthorized,
  UnsupportedMediaType,
} from "../errors.ts";
import type { ValidationReport } from "../resources/resource.ts";
import { type Answer, changes, nameOf, type Request } from "./request.ts";
import { readRetryAfter } from "./retry-after.ts";

/** The statuses that a refusal of what was submitted may have: 400 as documented, or what others answer instead. */
const REFUSALS: ReadonlySet<number> = new Set([400, 409, 422]);
/** What says that the server, or the one behind a gateway, cannot answer at the moment. */
const UNAVAILABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** The statuses that tell of an account that gets no token. */
const TOKEN_REFUSALS: ReadonlySet<number> = new Set([400, 401, 403]);
/** Errors of one answer that are told in the message. */
const TOLD = 3;

/**
 * What a refusal means, by its status and the shape of its body; a code is never looked at, because they differ
 * between servers.
 *
 * @param now milliseconds since 1970
 */
export function errorOf(request: Request, answer: Answer, now: number): CallmarkError {
  const { status, headers } = answer;
  const errors = request.operation === "token" ? tokenErrorOf(request, answer.body) : errorsOf(answer.body);
  const facts: ErrorFacts = {
    message: messageOf(request, status, errors),
    request: nameOf(request),
    status,
    requestId: headers.get("apple-request-id") ?? undefined,
    errors,
  };
  if (request.operation === "token" && TOKEN_REFUSALS.has(status)) return new TokenRefused(facts);
  if (REFUSALS.has(status)) return refusalOf(request, facts, errors);
  if (UNAVAILABLE.has(status)) {
    const outcomeUnknown = changes(request) && status !== 429;
    return new ServiceUnavailable({ ...facts, retryAfter: readRetryAfter(headers, now), outcomeUnknown });
  }
  switch (status) {
    case 401:
      return new Unauthorized(facts);
    case 403:
      return new Forbidden(facts);
    case 404:
      return new NotFound(facts);
    case 412:
      return new StaleEtag(facts);
    case 413:
      return new PayloadTooLarge(facts);
    case 415:
      return new UnsupportedMediaType(facts);
    default:
      if (status < 500) return new BadRequest(facts);
      return new ServerError({ ...facts, outcomeUnknown: changes(request) });
  }
}

function refusalOf(
  { query: { ql, after } = {} }: Request,
  facts: ErrorFacts,
  errors: readonly ErrorObject[],
): CallmarkError {
  const validationReports = errors.filter(isReport);
  if (validationReports.length > 0) return new Rejected({ ...facts, validationReports });
  // A server that took the filter for one page takes it for the next: there, only a position blames the filter.
  const blamesFilter = after === undefined || typeof errors[0]?.context?.position === "number";
  if (typeof ql === "string" && ql !== "" && blamesFilter) return new InvalidFilter({ ...facts, ql });
  return new BadRequest(facts);
}

/** What weighs itself is a report of a rule. */
function isReport(error: ErrorObject): error is ErrorObject & ValidationReport {
  return typeof (error as Partial<ValidationReport>).severity === "string";
}

/** The error objects of a body: an array of them as observed, or a single one, or none. */
function errorsOf(body: unknown): readonly ErrorObject[] {
  return (Array.isArray(body) ? body : [body]).filter(isErrorObject);
}

/** The error of the token endpoint (RFC 6749, 5.2), without the secret, should the server repeat it. */
function tokenErrorOf({ body: sent }: Request, body: unknown): readonly ErrorObject[] {
  const { error, error_description: description = "" } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof error !== "string" || typeof description !== "string") return [];
  const { client_secret: secret } = sent as { readonly client_secret: string };
  const [code, told] = [error, description].map((text) => text.replaceAll(secret, "***"));
  return [{ code: code ?? "", message: told || `The token endpoint answered ${code}` }];
}

function isErrorObject(value: unknown): value is ErrorObject {
  if (typeof value !== "object" || value === null) return false;
  const { code, message } = value as Partial<ErrorObject>;
  return typeof code === "string" && typeof message === "string";
}

function messageOf(request: Request, status: number, errors: readonly ErrorObject[]): string {
  if (errors.length === 0) return `${nameOf(request)} was answered ${status}`;
  const told = errors.slice(0, TOLD).map(fill).join("; ");
  return errors.length > TOLD ? `${told}; and ${errors.length - TOLD} more` : told;
}

/**
 * An error's message with each `{{name}}` read from its context.
 *
 * @example fill({ code: "…", message: "'{{value}}' is invalid", context: { value: "x" } }) // "'x' is invalid"
 */
export function fill({ message, context = {} }: Pick<ErrorObject, "message" | "context">): string {
  return message.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    if (!Object.hasOwn(context, name)) return whole;
    const value = context[name];
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}
