/** UTF-16 code units of a text that a message quotes, where it does not say otherwise. */
const QUOTED = 40;

/** The beginning of a text, as a message quotes it: never with half of a surrogate pair at its end. */
export function excerpt(text: string, atMost = QUOTED): string {
  if (text.length <= atMost) return text;
  return text.slice(0, atMost).replace(/[\ud800-\udbff]$/, "");
}
