import { STATES } from "@callmark/contract/vocabulary";
import type { Argument, Operator, Star } from "@callmark/ql";
import { type Instant, readInstant } from "./instant.ts";

/** The text pieces of a pattern, with `null` for each run of stars. */
export type Pattern = readonly (string | null)[];
/** What an argument means: exact text, an instant, or a pattern. */
export type FilterValue = string | Instant | { readonly pattern: Pattern };

const SETS: readonly Operator[] = ["==", "!=", "=in=", "=out="];
const ORDERS: readonly Operator[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le="];

/** How the values of a filter field read. The table of docs/contract.md (The filter language) as data. */
export interface FieldType {
  readonly operators: readonly Operator[];
  /** May an argument of `==` and `!=` hold stars? */
  readonly wildcards: boolean;
  /** What the values look like, for messages. */
  readonly expected: string;
  /** The meaning of a text without stars, `undefined` where it is malformed. */
  read(text: string): FilterValue | undefined;
  /** What a pattern must begin with, for messages, where it may not begin with anything. */
  readonly patternExpected?: string;
  readPattern?(pattern: Pattern): boolean;
}

export const FIELD_TYPES = {
  id: {
    operators: SETS,
    wildcards: false,
    expected: "an id of 1 to 20 digits",
    read: (text) => (/^[0-9]{1,20}$/.test(text) ? text : undefined),
  },
  state: {
    operators: SETS,
    wildcards: false,
    expected: `one of ${STATES.join(", ")}`,
    read: (text) => STATES.find((state) => state === text),
  },
  instant: {
    operators: ORDERS,
    wildcards: false,
    expected: "an RFC 3339 date-time such as 2026-10-02T11:41:00Z",
    read: readInstant,
  },
  phoneNumber: {
    operators: SETS,
    wildcards: true,
    expected: "a number in E.164: '+' and 1 to 15 digits",
    read: (text) => (/^\+[0-9]{1,15}$/.test(text) ? text : undefined),
    patternExpected: "a pattern that starts with '+' or '*'",
    readPattern: ([first]) => first === null || (first?.startsWith("+") ?? false),
  },
  text: { operators: SETS, wildcards: true, expected: "a text", read: (text) => text },
} as const satisfies Record<string, FieldType>;

export type FieldTypeName = keyof typeof FIELD_TYPES;

/** The argument's text, where it holds no star. */
export function plainText(argument: Argument): string | undefined {
  return firstStar(argument) === undefined ? argument.parts.join("") : undefined;
}

export function firstStar(argument: Argument): Star | undefined {
  return argument.parts.find((part) => typeof part !== "string");
}

/** The argument as a pattern; stars beside each other mean one. */
export function patternOf(argument: Argument): Pattern {
  const pieces = argument.parts.map((part) => (typeof part === "string" ? part : null));
  return pieces.filter((piece, index) => piece !== null || index === 0 || pieces[index - 1] !== null);
}
