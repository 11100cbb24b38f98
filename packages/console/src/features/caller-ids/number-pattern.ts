/** The first of what was typed that neither is part of a number nor makes one readable. */
export function strangeIn(typed: string): string | undefined {
  return /[^\d*+\s().\-\u2010-\u2015/]+/u.exec(typed)?.[0];
}

/** What was typed as a pattern: without what only makes it readable; a part of a number may stand anywhere in one. */
export function numberPattern(typed: string): string {
  const bare = typed.replace(/[^\d*+]/g, "");
  if (bare === "" || bare.startsWith("+") || bare.startsWith("*")) return bare;
  return bare.includes("*") ? `*${bare}` : `*${bare}*`;
}
