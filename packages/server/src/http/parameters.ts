import { type Code, LIMITS } from "@callmark/contract";
import { type Problem, problem } from "../registry/problem.ts";
import { decodeQl, decodeValue, MalformedEncoding, splitQuery } from "./query-string.ts";
import { shown } from "./shown.ts";

/** A query parameter of an operation: how its value is decoded, and the code of what is wrong with it. */
interface Parameter {
  readonly decode: (raw: string) => string;
  readonly code: Code;
}

export const LIST_PARAMETERS = {
  ql: { decode: decodeQl, code: "InvalidQuery" },
  limit: { decode: decodeValue, code: "InvalidLimit" },
  after: { decode: decodeValue, code: "InvalidCursor" },
} as const satisfies Record<string, Parameter>;

/**
 * The parameters of a raw query string that an operation knows; one that is empty counts as absent. Throws
 * `UnknownParameter`, `DuplicateParameter`, or the parameter's own code for malformed percent-encoding.
 */
export function readParameters<Name extends string>(
  rawQuery: string,
  known: Readonly<Record<Name, Parameter>>,
  fields: readonly string[] = [],
): Partial<Record<Name, string>> {
  const values: Partial<Record<Name, string>> = {};
  const seen = new Set<string>();
  const parameters = guarded("UnknownParameter", "A parameter's name", () => splitQuery(rawQuery));
  const unknown = parameters.filter(({ name }) => !Object.hasOwn(known, name)).map(({ name }) => name);
  if (unknown.length > 0) throw unknownParameters(unknown, Object.keys(known), fields);
  for (const { name, raw } of parameters) {
    if (seen.has(name)) {
      throw problem("DuplicateParameter", `The parameter '${name}' is given twice`, {
        context: { parameter: name },
      });
    }
    seen.add(name);
    const { decode, code } = known[name as Name];
    const value = guarded(code, `The parameter '${name}'`, () => decode(raw));
    if (value !== "") values[name as Name] = value;
  }
  return values;
}

/** How many resources a page may have; throws `InvalidLimit`. */
export function readLimit(text: string | undefined): number {
  if (text === undefined) return LIMITS.pageDefault;
  const limit = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (limit === 0) {
    throw problem("InvalidLimit", `'limit' must be a whole number from 1 to ${LIMITS.pageMaximum}`);
  }
  return Math.min(limit, LIMITS.pageMaximum);
}

function guarded<T>(code: Code, what: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof MalformedEncoding)) throw error;
    throw problem(code, `${what} has a malformed percent-encoding`);
  }
}

const NAMES_SHOWN = 10;

function unknownParameters(
  names: readonly string[],
  known: readonly string[],
  fields: readonly string[],
): Problem {
  const parameters = [...new Set(names)].slice(0, NAMES_SHOWN).map(shown);
  const field = parameters.find((name) => fields.includes(name));
  const hint =
    field === undefined ? "" : `; to filter by a field, write ql=${field}==VALUE, as in ql=state==PUBLISHED`;
  const expected = known.length === 0 ? "this operation takes none" : `expected ${known.join(", ")}`;
  return problem(
    "UnknownParameter",
    `Unknown query parameter ${parameters.map((name) => `'${name}'`).join(", ")}; ${expected}${hint}`,
    {
      context: { parameters },
    },
  );
}
