/**
 * Whether two values are the same as JSON: the order of members does not matter, and one that is `null` or `undefined`
 * is one that is not there.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one == null || other == null) return one == null && other == null;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index]));
  }
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((name) =>
    isSame(left[name], right[name]),
  );
}
