/** Where a rule comes from: Apple's public reference, recorded answers of sister resources, or this project. */
export type Mark = "documented" | "observed" | "ours";

export interface ErrorCode {
  readonly status: 400 | 401 | 403 | 404 | 405 | 412 | 413 | 415 | 500 | 503;
  readonly mark: Mark;
  readonly when: string;
}

/** Every code of an error that is not a validation report, with its status. `docs/errors.md` is generated from it. */
export const ERROR_CODES = {
  BadRequest: {
    status: 400,
    mark: "observed",
    when: "The request is not HTTP that the server can read, or its `Host` is missing, given twice or not allowed.",
  },
  InvalidQuery: {
    status: 400,
    mark: "ours",
    when: "`ql` is not a filter; `context` has `position` and, where known, `field`, `operator`, `value`.",
  },
  InvalidCursor: {
    status: 400,
    mark: "ours",
    when: "`after` was not issued by this registry, or for another collection or filter.",
  },
  InvalidLimit: {
    status: 400,
    mark: "ours",
    when: "`limit` is not a whole number from 1 up, of at most 9 digits.",
  },
  UnknownParameter: {
    status: 400,
    mark: "ours",
    when: "A query parameter that the operation does not know.",
  },
  DuplicateParameter: { status: 400, mark: "ours", when: "A query parameter is given twice." },
  InvalidBody: {
    status: 400,
    mark: "ours",
    when: "The body is not JSON in UTF-8, or not of the documented shape; `context.path` is the JSON path.",
  },
  InvalidImage: {
    status: 400,
    mark: "ours",
    when: "The upload is not one part `file` with a whole JPEG or PNG of a size that is taken; the message says why.",
  },
  TooManyImages: {
    status: 400,
    mark: "ours",
    when: "The organization has as many images as it may have; those that no asset names are removed after some days.",
  },
  InvalidPhoneNumber: {
    status: 400,
    mark: "ours",
    when: "A look-up names no telephone number in E.164, such as `+18005550123`.",
  },
  IfMatchRequired: { status: 400, mark: "ours", when: "An update or a delete without `If-Match`." },
  Unauthorized: {
    status: 401,
    mark: "observed",
    when: "The token is missing, unknown or expired, or its account has been removed.",
  },
  Forbidden: {
    status: 403,
    mark: "observed",
    when: "The organization of the path is not the caller's, or a read-only account wants to write.",
  },
  NotFound: {
    status: 404,
    mark: "observed",
    when: "No such path, brand or resource; a deleted resource, too.",
  },
  MethodNotAllowed: {
    status: 405,
    mark: "observed",
    when: "The path does not know the method; the header `allow` lists those it knows.",
  },
  PreconditionFailed: {
    status: 412,
    mark: "observed",
    when: "`If-Match` does not have the resource's current etag.",
  },
  PayloadTooLarge: {
    status: 413,
    mark: "observed",
    when: "The body is over 64 KiB, or an image over 15 MiB.",
  },
  UnsupportedMediaType: {
    status: 415,
    mark: "observed",
    when: "The body's media type is not `application/json`, or that of an image's upload not `multipart/form-data`.",
  },
  InternalServerError: {
    status: 500,
    mark: "observed",
    when: "The server failed; the log has the request id and the reason.",
  },
  ServiceUnavailable: {
    status: 503,
    mark: "observed",
    when: "The database is busy or away, too many images are being uploaded, or the organization has sent more requests than `CALLMARK_RATE_LIMIT` lets it; the request changed nothing and may be sent again, unless the message says otherwise.",
  },
  QueryTooExpensive: {
    status: 503,
    mark: "ours",
    when: "The filter would have to read more than the time limit or the queue allows.",
  },
} as const satisfies Record<string, ErrorCode>;

export type Code = keyof typeof ERROR_CODES;
