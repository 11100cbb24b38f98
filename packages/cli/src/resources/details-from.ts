import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { UsageError } from "../errors.ts";

/**
 * The details in a JSON file, or on the standard input where the path is `-`: the details themselves, or a resource
 * that has them as its `member`. Throws `UsageError`.
 */
export async function detailsFrom(path: string, member: string): Promise<object> {
  const source = path === "-" ? "The standard input" : path;
  const content = await (path === "-" ? text(process.stdin) : readFile(path, "utf8")).catch(
    (error: Error) => {
      throw new UsageError(`${source} cannot be read: ${error.message}`);
    },
  );
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UsageError(`${source} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(value)) throw new UsageError(`${source} must hold one JSON object, the ${member}`);
  const details = value[member] ?? value;
  if (!isObject(details)) throw new UsageError(`${source}: ${member} must be an object`);
  return details;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
