import { LIMITS } from "@callmark/contract/vocabulary";

/** What no name has: control and format characters, among them those that turn the direction of text, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What is wrong with the name that a file came with; `undefined` where it is a name that people give to files. */
export function filenameFault(given: string): string | undefined {
  if (/[/\\]/.test(given)) return "The file's name must not have '/' or '\\' in it";
  if (given.search(UNPRINTABLE) !== -1 || !given.isWellFormed()) {
    return "The file's name must not have control characters or others that cannot be printed";
  }
  if (given === "." || given === "..") return "The file's name must not be '.' or '..'";
  if (given.length > LIMITS.filenameCharacters) {
    return `The file's name must not exceed ${LIMITS.filenameCharacters} characters`;
  }
  return undefined;
}

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
