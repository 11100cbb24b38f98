import { readLines } from "../lines.ts";
import { invalid, isMember, LINE_MAXIMUM, MEMBERS, type ReadLine } from "./line.ts";

/** The lines of a file of JSON objects, one a line; blank ones count for nothing. */
export async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadLine> {
  for await (const { number, text } of readLines(bytes, LINE_MAXIMUM)) {
    const json = number === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
    if (json.trim() !== "") yield readObject(number, json);
  }
}

function readObject(line: number, json: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return invalid(line, `Expected JSON: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return invalid(line, `Expected an object with ${MEMBERS.join(" and ")}`);
  }
  const members = Object.entries(value);
  const unknown = members.filter(([name]) => !isMember(name)).map(([name]) => `'${name}'`);
  if (unknown.length > 0) return invalid(line, `Unknown members ${unknown.join(", ")}`);
  const [wrong] = members.filter(([, member]) => typeof member !== "string");
  if (wrong !== undefined) return invalid(line, `'${wrong[0]}' must be a text`);
  return { line, submitted: value };
}
