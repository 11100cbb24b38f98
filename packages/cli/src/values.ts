import { ID_PATTERN } from "@callmark/contract/vocabulary";
import { InvalidArgumentError } from "commander";

/*
 * What options and arguments are read by. Each throws `InvalidArgumentError`, which the program tells together with the
 * option's name.
 */

const ID = new RegExp(ID_PATTERN);

/** Whether a text can be the id of an organization, a brand or a resource. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** The id of an organization, a brand or a resource. */
export function readId(text: string): string {
  if (isId(text)) return text;
  throw new InvalidArgumentError("An id has up to 20 digits, the first of which is not 0.");
}

/** An id, or a number in E.164. */
export function readIdOrNumber(text: string): string {
  if (isId(text) || /^\+[0-9]{1,15}$/.test(text)) return text;
  throw new InvalidArgumentError("It is an id of up to 20 digits, or a number such as +18005555555.");
}

/** An etag, as bodies have it or with the quotes of the header. */
export function readEtag(text: string): string {
  const etag = text.replace(/^"(.*)"$/, "$1");
  if (/^[\x21\x23-\x7e]+$/.test(etag)) return etag;
  throw new InvalidArgumentError("An etag is a text without spaces, such as a resource shows.");
}

/** Any text but an empty one. */
export function readText(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It cannot be empty.");
}
