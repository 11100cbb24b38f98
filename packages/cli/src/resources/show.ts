import { card } from "../listing/table.ts";
import { oneLine } from "../listing/text.ts";

/** Prints one resource: on a terminal and in a pipe a line for each member, or the document that a machine asked for. */
export function showOne(resource: object, { json = false }: { readonly json?: boolean | undefined }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(resource)}\n`);
    return;
  }
  const pairs = members("", resource);
  const lines = process.stdout.isTTY ? card(pairs) : pairs.map(([key, value]) => `${key}\t${oneLine(value)}`);
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** Each text, number and flag in a document, by its path: `brandDetails.displayNames[0].name`. */
function members(path: string, value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => members(`${path}[${index}]`, item));
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, member]) =>
    members(path === "" ? name : `${path}.${name}`, member),
  );
}
