import type { ErrorObject, ValidationReport } from "@callmark/contract";
import { type Code, ERROR_CODES } from "@callmark/contract/vocabulary";

/**
 * The one error that a client is told of. Whatever else is thrown is a fault of the server: a 500 that shows
 * nothing (docs/contract.md, Errors).
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly errors: readonly (ErrorObject | ValidationReport)[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    errors: readonly (ErrorObject | ValidationReport)[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(errors.map((error) => `${error.code}: ${error.message}`).join("; "));
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** A problem of one code, with the status that the table of codes gives it. */
export function problem(
  code: Code,
  message: string,
  more: Pick<ErrorObject, "context" | "details"> & { headers?: Readonly<Record<string, string>> } = {},
): Problem {
  const { headers, ...rest } = more;
  return new Problem(ERROR_CODES[code].status, [{ code, message, ...rest }], headers);
}

/** What a refusal of step 1 says; 401 names the header that it speaks of. */
export function unauthorized(message: "Missing Token" | "Invalid Token" | "Expired Token"): Problem {
  return problem("Unauthorized", message, {
    details: { header: "Authorization" },
    headers: { "www-authenticate": "Bearer" },
  });
}

export const forbidden = (message: string) => problem("Forbidden", message);
export const notFound = (what: string) => problem("NotFound", `${what} not found`);
