const SPACE = 0x20;
const DELETE = 0x7f;
const RESERVED = `"'();,=!~<>`;
const OPERATOR_SYMBOLS = "=!~<>";

/** U+0000 to U+001F and U+007F: plain text inside quotes, an error outside. */
export function isControl(code: number): boolean {
  return code < SPACE || code === DELETE;
}

// A table, because this is asked for every character of every filter; all beyond ASCII is unreserved.
const UNRESERVED = Uint8Array.from({ length: 128 }, (_, code) =>
  isControl(code) || code === SPACE || RESERVED.includes(String.fromCharCode(code)) ? 0 : 1,
);

/** The end of the run of unreserved characters that begins at `from`; `from` itself where there is none. */
export function unreservedEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && UNRESERVED[text.charCodeAt(end)] !== 0) end++;
  return end;
}

/**
 * The end of what is meant as an operator, known or not: `=word=` or a run of symbols, with the symbols that
 * follow it, so that a message can name `=like=`, `<>` and `===` as they were written.
 */
export function operatorEnd(text: string, from: number): number {
  let end = from;
  if (text[from] === "=") {
    const wordEnd = unreservedEnd(text, from + 1);
    if (text[wordEnd] === "=") end = wordEnd;
  }
  while (end < text.length && OPERATOR_SYMBOLS.includes(text.charAt(end))) end++;
  return end;
}
