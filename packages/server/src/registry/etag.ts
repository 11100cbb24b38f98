import { randomUUID } from "node:crypto";

/** A new version of a resource. */
export const newEtag = (): string => randomUUID();

/**
 * What an `If-Match` asks for: `*`, or the strong tags that it lists, without their quotes. Bare tags are taken,
 * as clients send them; weak ones never match (RFC 9110, 13.1.1). `undefined` where the header is missing or empty.
 */
export type IfMatch = "*" | readonly string[];

/** A member of the list: a comma inside quotes is part of the tag (RFC 9110, 8.8.3). */
const MEMBER = /(?:"[^"]*"|[^,])+/g;

export function readIfMatch(header: string | undefined): IfMatch | undefined {
  const text = header?.trim();
  if (text === undefined || text === "") return undefined;
  if (text === "*") return "*";
  return (text.match(MEMBER) ?? [])
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "" && !tag.startsWith("W/"))
    .map((tag) => (tag.length >= 2 && tag.startsWith('"') && tag.endsWith('"') ? tag.slice(1, -1) : tag));
}

export function etagMatches(ifMatch: IfMatch, etag: string): boolean {
  return ifMatch === "*" || ifMatch.includes(etag);
}
