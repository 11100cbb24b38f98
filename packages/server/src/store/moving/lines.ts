import type { Validator } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";

/** How many are named of the values that a member may have. */
const VALUES_NAMED = 20;

/** A line of a dump; the first one has number 1. */
export interface DumpLine {
  readonly number: number;
  readonly text: string;
}

/** What is wrong with a line of a dump, with its number and with what was expected there. */
export class WrongLine extends Error {
  override readonly name = "WrongLine";
  constructor(number: number, what: string) {
    super(`Line ${number}: ${what}`);
  }
}

/** The JSON of a line. Throws `WrongLine`. */
export function parse({ number, text }: DumpLine): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WrongLine(number, "expected JSON; the dump may be cut off here");
  }
  if (text.includes("\\u") && !isPlain(value)) {
    throw new WrongLine(number, "expected text of whole characters without U+0000");
  }
  return value;
}

/** Can every engine keep its texts? Only an escape can bring in what it cannot. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

/** The one member that says what a line is of. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? Object.keys(value)[0] : undefined;
}

/** Throws `WrongLine` where a line's JSON is not of a shape. */
export function expectShape(number: number, shape: Validator, value: unknown): void {
  if (shape.Check(value)) return;
  const [first] = shape.Errors(value);
  throw new WrongLine(number, `${first?.instancePath || "it"} ${first && expectationOf(first)}`);
}

function expectationOf(error: TLocalizedValidationError): string {
  if (error.keyword !== "enum") return error.message;
  const { allowedValues } = error.params;
  const more = allowedValues.length - VALUES_NAMED;
  const named = allowedValues.slice(0, VALUES_NAMED).join(", ");
  return `must be one of ${named}${more > 0 ? ` and ${more} more` : ""}`;
}
