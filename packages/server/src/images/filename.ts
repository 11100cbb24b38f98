import { LIMITS } from "@callmark/contract/vocabulary";

/** What no name has: control and format characters, among them those that turn the direction of text, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * What is kept of the name that a file came with: text alone, which no path and no header is made of. Without folders
 * and what cannot be printed, and not longer than the limit; "" where nothing is left.
 */
export function keptFilename(given: string): string {
  const printable = given.toWellFormed().replace(UNPRINTABLE, "");
  const name = printable.split(/[/\\]/).at(-1)?.trim() ?? "";
  if (name === "." || name === "..") return "";
  return name.slice(0, LIMITS.filenameCharacters).toWellFormed().trim();
}
