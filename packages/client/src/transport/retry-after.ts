import type { AnswerHeaders } from "./fetch.ts";

/**
 * The seconds that a `Retry-After` asks for (RFC 9110, 10.2.3), which names them or a date; `undefined` where there is
 * none that can be read. A date is compared with the answer's own, so that the clocks need not agree.
 *
 * @param now milliseconds since 1970
 */
export function readRetryAfter(headers: AnswerHeaders, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^[0-9]+$/.test(value)) return Number(value);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const answered = Date.parse(headers.get("date") ?? "");
  return Math.max(0, (until - (Number.isNaN(answered) ? now : answered)) / 1000);
}
