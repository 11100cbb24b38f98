import cut from "fast-string-truncated-width";

const ELLIPSIS = "…";

/** How many columns of a terminal a text takes: a wide character takes two, a combining one none. */
export function widthOf(text: string): number {
  return cut(text).width;
}

/** A text in at most so many columns, with `…` where something was cut off: at its end, or at its start. */
export function fit(text: string, columns: number, cutAt: "start" | "end" = "end"): string {
  if (columns <= 0) return "";
  if (cutAt === "start") return fitEnd(text, columns);
  const { index, truncated, ellipsed } = cut(text, {
    limit: columns,
    ellipsis: ELLIPSIS,
    ellipsisWidth: 1,
  });
  return truncated ? `${text.slice(0, index)}${ellipsed ? ELLIPSIS : ""}` : text;
}

function fitEnd(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join("")) >= columns) characters.shift();
  return `${ELLIPSIS}${characters.join("")}`;
}

/** A text with spaces behind it, so that it takes so many columns at least. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}

/**
 * One line of what others wrote: control characters, which could move the cursor or begin a new cell, become spaces, and
 * so do those that turn the direction of what follows, which would show it as something else.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");
}
