import type { IncomingMessage } from "node:http";
import { type ErrorObject, LIMITS, TEXT_PATTERN } from "@callmark/contract";
import type { TLocalizedValidationError } from "typebox/error";
import { Problem, problem } from "../registry/problem.ts";
import type { Shape } from "./shapes.ts";

/** Reads a body whole; throws 413 past the limit (step 7 of the order of checks). */
export async function readBody(request: IncomingMessage, limit: number = LIMITS.bodyBytes): Promise<Buffer> {
  const tooLarge = () => problem("PayloadTooLarge", `The body must not exceed ${limit} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    // An error is the connection's as well: a client that went away is no fault of the server.
    const ended = () => {
      if (!request.complete) reject(problem("BadRequest", "The connection ended within the body"));
    };
    request.on("error", ended);
    request.on("close", ended);
    // Whoever went away before tells nothing any more.
    if (request.destroyed) ended();
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a body; throws `InvalidBody` where it is not UTF-8. */
export function bodyText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw problem("InvalidBody", "The body is not UTF-8", { context: { path: "$" } });
  }
}

/** The JSON of a body, of any shape; throws `InvalidBody`. */
export function parseJson(bytes: Buffer): unknown {
  const text = bodyText(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = text.trim() === "" ? "it is empty" : (error as Error).message;
    throw problem("InvalidBody", `The body is not JSON: ${reason}`, { context: { path: "$" } });
  }
}

const ERRORS_SHOWN = 10;

/** Step 8 for a body: throws `InvalidBody`, one error for each place that is not of the shape. */
export function expectShape(shape: Shape, value: unknown): void {
  if (shape.Check(value)) return;
  const errors = shape
    .Errors(value)
    .flatMap((error) => describe(error, jsonPath(error.instancePath, value)))
    .slice(0, ERRORS_SHOWN)
    .map(
      ({ path, message }): ErrorObject => ({
        code: "InvalidBody",
        message: `${path} ${message}`,
        context: { path },
      }),
    );
  throw new Problem(400, errors);
}

function describe(error: TLocalizedValidationError, path: string): { path: string; message: string }[] {
  switch (error.keyword) {
    // One for each unknown member; `additionalProperties`, the object's own, comes behind as many as are shown.
    case "boolean":
      return [{ path, message: "is not a known member" }];
    case "additionalProperties":
      return [];
    case "required":
      return error.params.requiredProperties.map((name) => ({
        path: member(path, name),
        message: "must be present",
      }));
    case "enum":
      return [{ path, message: `must be one of ${error.params.allowedValues.map(shown).join(", ")}` }];
    case "const":
      return [{ path, message: `must be ${shown(error.params.allowedValue)}` }];
    case "pattern":
      if (String(error.params.pattern) !== TEXT_PATTERN) break;
      return [{ path, message: "must be of whole characters, none of them U+0000" }];
  }
  return [{ path, message: error.message }];
}

/** A value that a schema names: a text as it is, all else as JSON. */
function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A JSON Pointer (RFC 6901) into `root` as a JSON path (RFC 9535). */
function jsonPath(pointer: string, root: unknown): string {
  let path = "$";
  let value = root;
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    path = Array.isArray(value) ? `${path}[${name}]` : member(path, name);
    value = Object(value)[name];
  }
  return path;
}

function member(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
