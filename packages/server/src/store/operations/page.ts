import type { Position } from "../../registry/store.ts";

/** Above all that a counter or a moment comes to. */
export const LAST = Number.MAX_SAFE_INTEGER;

/** The rows of a page, of which one more than asked was read, and the last one's place where more follow. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Position,
): { readonly page: readonly Row[]; readonly more?: Position } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, ...(rows.length > limit && last !== undefined && { more: placeOf(last) }) };
}
