/**
 * A point in time as a filter may name it: `milliseconds` since 1970 UTC, and what a date-time says beyond them,
 * as decimal digits without trailing zeros (`""` where nothing).
 */
export interface Instant {
  readonly milliseconds: number;
  readonly beyond: string;
}

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 date-time with any number of fraction digits; `undefined` where the text is none. Leap
 * seconds, hour 24 and days that their month does not have are none (docs/contract.md, The filter language).
 */
export function readInstant(text: string): Instant | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  const [offsetHour, offsetMinute] = [part(10), part(11)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const fraction = match[7] ?? "";
  const offset = (match[9] === "-" ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  return Object.freeze({
    milliseconds: date.getTime() - offset + Number(fraction.slice(0, 3).padEnd(3, "0")),
    beyond: withoutTrailingZeros(fraction.slice(3)),
  });
}

// A loop, since `/0+$/` takes quadratic time on a long run of zeros with another digit behind it.
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

/** `2026-10-02T11:41:00Z`; a fraction stands only where it is not zero, and then with 3 digits. */
export function printInstant(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}
