import { openApiDocument } from "@callmark/contract";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** An answer that the document declares. */
export interface Declared {
  /** Absent where the answer has no body. */
  readonly body?: ValidateFunction;
  readonly headers: ReadonlyMap<string, { readonly required: boolean; readonly check: ValidateFunction }>;
}

const DOCUMENT = strict(JSON.parse(JSON.stringify(openApiDocument())) as JsonObject);
const ajv = new Ajv2020({ strict: false, allErrors: true });
// The package is CommonJS: its default export is a property of the module.
(formats as unknown as { readonly default: (ajv: Ajv2020) => void }).default(ajv);
ajv.addSchema(DOCUMENT, "openapi");

const compiled = new Map<string, ValidateFunction>();

/** What the answer of an error has for a body where no path declares it. */
export const ERRORS: ValidateFunction = validatorOf("/components/schemas/Errors");

/** The path template that an (undecoded) path falls under; `undefined` where the document has none. */
export function templateOf(path: string): string | undefined {
  const segments = path.split("/").map(decoded);
  return Object.keys(objectAt(DOCUMENT, "paths")).find((template) => {
    const expected = template.split("/");
    return (
      expected.length === segments.length &&
      expected.every((part, index) =>
        part.startsWith("{") ? segments[index] !== "" : part === segments[index],
      )
    );
  });
}

/** What the document declares for a template, a method and a status; `HEAD` is declared as `GET`. */
export function declared(template: string, method: string, status: number): Declared | "method" | "status" {
  const operation = operationOf(template, method);
  if (operation === undefined) return "method";
  const responses = objectAt(operation, "responses");
  if (responses[status] === undefined) return "status";
  const response = objectAt(responses, String(status));
  const pointer = `/paths/${escaped(template)}/${declaredMethod(method)}/responses/${status}`;
  const headers = Object.entries(objectAt(response, "headers")).map(([name, header]) => {
    const check = validatorOf(`${pointer}/headers/${escaped(name)}/schema`);
    return [name, { required: (header as JsonObject).required === true, check }] as const;
  });
  const hasBody = response.content !== undefined;
  return {
    headers: new Map(headers),
    ...(hasBody && { body: validatorOf(`${pointer}/content/${escaped("application/json")}/schema`) }),
  };
}

function declaredMethod(method: string): string {
  return (method === "HEAD" ? "GET" : method).toLowerCase();
}

function operationOf(template: string, method: string): JsonObject | undefined {
  const operation = objectAt(objectAt(DOCUMENT, "paths"), template)[declaredMethod(method)];
  return operation as JsonObject | undefined;
}

function validatorOf(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const check = ajv.compile({ $ref: `openapi#${pointer.replaceAll("{", "%7B").replaceAll("}", "%7D")}` });
  compiled.set(pointer, check);
  return check;
}

/** The same schemas, but none takes a member that it does not name. */
function strict<Node extends Json>(node: Node): Node {
  if (Array.isArray(node)) return node.map(strict) as unknown as Node;
  if (typeof node !== "object" || node === null) return node;
  const members = Object.entries(node).map(([name, value]) => [name, strict(value as Json)]);
  const closes = "properties" in node && !("additionalProperties" in node);
  return { ...Object.fromEntries(members), ...(closes && { additionalProperties: false }) } as Node;
}

function objectAt(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  if (typeof value !== "object" || value === null) throw new Error(`The document has no ${name}`);
  return value as JsonObject;
}

/** A member's name inside a JSON Pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
