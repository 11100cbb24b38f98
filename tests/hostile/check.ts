import { ERROR_CODES } from "@callmark/contract";
import type { Answer } from "../support/answer.ts";

const STATUSES = [200, 201, 202, 204, 400, 401, 403, 404, 405, 412, 413, 415, 503];
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CODES: Readonly<Record<string, { readonly status: number }>> = ERROR_CODES;

/** What is wrong with an answer whatever it answers. */
export function faultsOfAny(answer: Answer): string[] {
  const { status, headers, headerCounts, body, text } = answer;
  const faults: string[] = [];
  if (!STATUSES.includes(status)) faults.push(`the status ${status} does not exist here`);
  if (!UUID_V4.test(headers["apple-request-id"] ?? "")) faults.push("no request id");
  for (const [name, count] of headerCounts) if (count > 1) faults.push(`${name} comes ${count} times`);
  if (body.length === 0) return faults;
  if (headers["content-type"] !== "application/json")
    faults.push(`content-type is ${headers["content-type"]}`);
  try {
    const value: unknown = JSON.parse(text);
    if (status >= 400) faults.push(...faultsOfError(status, value, headers));
  } catch {
    faults.push("the body is not JSON");
  }
  return faults;
}

function faultsOfError(status: number, value: unknown, headers: Answer["headers"]): string[] {
  if (!Array.isArray(value)) {
    // The token endpoint's own errors (RFC 6749, 5.2).
    const { error } = Object(value) as { readonly error?: unknown };
    const isTokenError = typeof error === "string" && headers["cache-control"] === "no-store";
    return isTokenError && [400, 401].includes(status) ? [] : ["the body is no error"];
  }
  const codes = value.map(({ code, message }: { code?: unknown; message?: unknown }) =>
    typeof message === "string" ? String(code) : "without a message",
  );
  const wrong = codes.filter(
    (code) => (code.startsWith("VALIDATION__") ? 400 : CODES[code]?.status) !== status,
  );
  if (codes.length === 0) return ["an error without an object"];
  return wrong.map((code) => `the code ${code} does not belong to ${status}`);
}
