import cut from "fast-string-truncated-width";

const ELLIPSIS = "…";

/** How many columns of a terminal a text takes: a wide character takes two, a combining one none. */
export function widthOf(text: string): number {
  return cut(text).width;
}

/** A text in at most so many columns, with `…` where something was cut off. */
export function fit(text: string, columns: number): string {
  const { index, truncated, ellipsed } = cut(text, {
    limit: columns,
    ellipsis: ELLIPSIS,
    ellipsisWidth: 1,
  });
  return truncated ? `${text.slice(0, index)}${ellipsed ? ELLIPSIS : ""}` : text;
}

/** A text with spaces behind it, so that it takes so many columns at least. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}

/** One line of what others wrote: control characters, which could move the cursor or begin a new cell, become spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
