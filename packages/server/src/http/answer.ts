import type { ErrorObject, ValidationReport } from "@callmark/contract";
import { type Problem, problem } from "../registry/problem.ts";

/** What an endpoint answers; a body is compact JSON, in text or in UTF-8. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export const JSON_TYPE = "application/json";

export function problemAnswer({ status, errors, headers }: Problem): Answer {
  return { status, headers, body: errorBody(errors) };
}

/** The body of every refusal but the token endpoint's own: an array of error objects. */
export function errorBody(errors: readonly (ErrorObject | ValidationReport)[]): string {
  return JSON.stringify(errors);
}

/** The one answer to a failure of the server: the log has the reason under the request's id. */
export function failure(requestId: string): Answer {
  return problemAnswer(
    problem("InternalServerError", "The server failed; its log has the reason under this request id", {
      context: { requestId },
    }),
  );
}
