import type { Argument, Star } from "./tree.ts";

type Parts = Argument["parts"];

/** The index of the quote that closes the one at `open`, or -1. */
export function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (text[at] === "\\") at++;
  }
  return -1;
}

/** The parts of the quoted value from the quote at `open` to the one at `close`: `\` takes any character. */
export function quotedParts(text: string, open: number, close: number): Parts {
  return partsOf(text, open + 1, close, () => true);
}

/** The parts of an unquoted value: `\` takes a star or a backslash and else stands for itself. */
export function unquotedParts(text: string, start: number, end: number): Parts {
  return partsOf(text, start, end, (next) => next === "*" || next === "\\");
}

function partsOf(text: string, start: number, end: number, escapes: (next: string) => boolean): Parts {
  const raw = text.slice(start, end);
  if (!raw.includes("*") && !raw.includes("\\")) return Object.freeze(raw === "" ? [] : [raw]);

  const parts: (string | Star)[] = [];
  let piece = "";
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    if (character === "*") {
      if (piece !== "") parts.push(piece);
      piece = "";
      parts.push(Object.freeze({ star: true, position: start + at }));
    } else if (character === "\\" && at + 1 < raw.length && escapes(raw.charAt(at + 1))) {
      at++;
      piece += raw.charAt(at);
    } else {
      piece += character;
    }
  }
  if (piece !== "") parts.push(piece);
  return Object.freeze(parts);
}
