import { LIMITS } from "@callmark/contract/vocabulary";

/** What no name has: control and format characters, among them those that turn the direction of text, and line ends. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What is wrong with the name that a file came with; `undefined` where it is a name that people give to files. */
export function filenameFault(given: string): string | undefined {
  if (/[/\\]/.test(given)) return "The file's name must not have '/' or '\\' in it";
  if (UNPRINTABLE.test(given) || !given.isWellFormed()) {
    return "The file's name must not have control characters or others that cannot be printed";
  }
  if (given === "." || given === "..") return "The file's name must not be '.' or '..'";
  if (given.length > LIMITS.filenameCharacters) {
    return `The file's name must not exceed ${LIMITS.filenameCharacters} characters`;
  }
  return undefined;
}
