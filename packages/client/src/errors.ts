import type { ValidationReport } from "./resources/resource.ts";

/** One object of an error's body, as it is on the wire. */
export interface ErrorObject {
  readonly code: string;
  /** May be a template: `{{name}}` is read from `context`. */
  readonly message: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What an error knows of the request and of its answer. */
export interface ErrorFacts {
  readonly message: string;
  /** Method and path, such as `GET /api/v1/orgs/1/brands`. */
  readonly request?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly errors?: readonly ErrorObject[] | undefined;
  readonly outcomeUnknown?: boolean | undefined;
  readonly cause?: unknown;
}

/** What every error of the client is. No error holds a secret or a token. */
export class CallmarkError extends Error {
  override readonly name: string = "CallmarkError";
  /** Method and path of the request. */
  readonly request: string | undefined;
  /** The answer's status; `undefined` where there was no answer. */
  readonly status: number | undefined;
  /** The first error's code. Codes differ between servers: decide by the class. */
  readonly code: string | undefined;
  /** What to name to those who run the server. */
  readonly requestId: string | undefined;
  /** The errors as they are on the wire; none where the answer had no such body. */
  readonly errors: readonly ErrorObject[];
  /** Whether a write may have been carried out all the same, by this attempt or by an earlier one. */
  readonly outcomeUnknown: boolean;

  constructor(facts: ErrorFacts) {
    const { message, request, status, requestId, errors = [], outcomeUnknown = false, cause } = facts;
    super(message, cause === undefined ? undefined : { cause });
    this.request = request;
    this.status = status;
    this.requestId = requestId;
    this.errors = errors;
    this.code = errors[0]?.code;
    this.outcomeUnknown = outcomeUnknown;
  }
}

/** 400, and other refusals of the request as it was sent, that no class below is of. */
export class BadRequest extends CallmarkError {
  override readonly name: string = "BadRequest";
}

/** The filter was refused. */
export class InvalidFilter extends BadRequest {
  override readonly name: string = "InvalidFilter";
  /** The text that was refused. */
  readonly ql: string;
  /** Where in `ql`, in UTF-16 code units from 0, as far as the server says so. */
  readonly position: number | undefined;
  /** The field that it speaks of, as far as the server says so. */
  readonly field: string | undefined;

  constructor(facts: ErrorFacts & { readonly ql: string }) {
    super(facts);
    this.ql = facts.ql;
    const { position, field } = facts.errors?.[0]?.context ?? {};
    this.position = typeof position === "number" ? position : undefined;
    this.field = typeof field === "string" ? field : undefined;
  }
}

/** A validation rule is violated; nothing was stored. */
export class Rejected extends CallmarkError {
  override readonly name: string = "Rejected";
  readonly validationReports: readonly ValidationReport[];

  constructor(facts: ErrorFacts & { readonly validationReports: readonly ValidationReport[] }) {
    super(facts);
    this.validationReports = facts.validationReports;
  }
}

/** 401, also with a token that was fetched a moment ago. */
export class Unauthorized extends CallmarkError {
  override readonly name: string = "Unauthorized";
}

/** 403: the org is not the account's, or the account may not write. */
export class Forbidden extends CallmarkError {
  override readonly name: string = "Forbidden";
}

/** 404: there is no such resource, or none any more, or no such brand. */
export class NotFound extends CallmarkError {
  override readonly name: string = "NotFound";
}

/** 412: the resource was updated since it was read. */
export class StaleEtag extends CallmarkError {
  override readonly name: string = "StaleEtag";
}

/** 413: the body, or an image, is too large. */
export class PayloadTooLarge extends CallmarkError {
  override readonly name: string = "PayloadTooLarge";
}

/** 415: the server does not take this type of body. */
export class UnsupportedMediaType extends CallmarkError {
  override readonly name: string = "UnsupportedMediaType";
}

/** 503 or 429, or the 502 or 504 of a gateway, and no more retries. */
export class ServiceUnavailable extends CallmarkError {
  override readonly name: string = "ServiceUnavailable";
  /** After how many seconds to try again, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(facts: ErrorFacts & { readonly retryAfter?: number | undefined }) {
    super(facts);
    this.retryAfter = facts.retryAfter;
  }
}

/** 500 and the like: the server failed. Whether a write was carried out is not known. */
export class ServerError extends CallmarkError {
  override readonly name: string = "ServerError";
}

/** There was no answer, or not all of it, and no more retries. */
export class ConnectionLost extends CallmarkError {
  override readonly name: string = "ConnectionLost";
  /** Whether there was no connection at all, as far as the platform tells. */
  readonly neverSent: boolean;

  constructor(facts: ErrorFacts & { readonly neverSent?: boolean }) {
    super(facts);
    this.neverSent = facts.neverSent ?? false;
  }
}

/** The answer did not come in time, and no more retries. */
export class Timeout extends ConnectionLost {
  override readonly name: string = "Timeout";
}

/** The token endpoint refuses the account (RFC 6749, 5.2); `code` is its `error`, such as `invalid_client`. */
export class TokenRefused extends CallmarkError {
  override readonly name: string = "TokenRefused";
}

/** An answer that this API does not give: a redirect, no JSON, a page without its data. */
export class UnexpectedAnswer extends CallmarkError {
  override readonly name: string = "UnexpectedAnswer";
}

/** Could the server not be reached, or not answer at the moment? Then waiting helps, whatever was asked. */
export function isAway(error: unknown): error is ConnectionLost | ServiceUnavailable {
  return error instanceof ConnectionLost || error instanceof ServiceUnavailable;
}

/** The same error, which tells that the request may have been carried out. */
export function outcomeUnknown<Thrown extends CallmarkError>(error: Thrown): Thrown {
  return Object.assign(error, { outcomeUnknown: true });
}
