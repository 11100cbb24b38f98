const SHOWN = 100;

/** A client's own text in a message: not too long, and never half of a surrogate pair, which strict JSON readers refuse. */
export function shown(text: string): string {
  return text.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, "");
}
