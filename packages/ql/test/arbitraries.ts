import fc from "fast-check";
import { unreservedEnd } from "../src/characters.ts";
import {
  type Argument,
  type Comparison,
  type Filter,
  LIMITS,
  type Logical,
  type Operator,
} from "../src/index.ts";

const OPERATORS: readonly Operator[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le=", "=in=", "=out="];
const ALIASES = [...OPERATORS, ">", ">=", "<", "<="];

const character = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(..."abzAZ019._-+:%&") },
  { weight: 3, arbitrary: fc.constantFrom(..."'\"\\*()=;,!~<> ") },
  { weight: 1, arbitrary: fc.constantFrom("\0", "\t", "\n", "\r", "\x1f", "\x7f", "\xa0", "é", "日", "😀") },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);
const word = fc.constantFrom("and", "or", "AND", "in", "=in=", "==");
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: character, minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: word },
);
const selector = piece.filter((text) => unreservedEnd(text, 0) === text.length);
const star = fc.constant({ star: true, position: 0 } as const);

/** Arguments as `parse` gives them (no two texts touch), at position 0. */
const argument: fc.Arbitrary<Argument> = fc
  .array(fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: star }), { maxLength: 4 })
  .map((parts) => ({
    parts: parts.filter((part, at) => typeof part !== "string" || typeof parts[at - 1] !== "string"),
    position: 0,
  }));

const comparison: fc.Arbitrary<Comparison> = fc
  .tuple(selector, fc.constantFrom(...OPERATORS), fc.array(argument, { minLength: 1, maxLength: 3 }))
  .map(([name, operator, values]) => ({
    kind: "comparison",
    selector: name,
    position: 0,
    operator,
    operatorPosition: 0,
    arguments: operator === "=in=" || operator === "=out=" ? values : values.slice(0, 1),
  }));

function logical(kind: Logical["kind"], depth: number): fc.Arbitrary<Filter> {
  if (depth === 0) return comparison;
  const operand = fc.oneof(comparison, logical(kind === "and" ? "or" : "and", depth - 1));
  return fc.array(operand, { minLength: 2, maxLength: 3 }).map((operands) => ({ kind, operands }));
}

/** Trees that `parse` could give, all positions 0. */
export const tree: fc.Arbitrary<Filter> = fc
  .oneof(comparison, logical("and", 3), logical("or", 3))
  .filter((filter) => starred(filter) <= LIMITS.comparisonsWithStars);

function starred(filter: Filter): number {
  if (filter.kind !== "comparison")
    return filter.operands.reduce((sum, operand) => sum + starred(operand), 0);
  return filter.arguments.some(({ parts }) => parts.some((part) => typeof part !== "string")) ? 1 : 0;
}

const spaces = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.constantFrom(" ", "  "));
const quotedText = fc
  .tuple(fc.constantFrom("'", '"'), fc.string({ unit: character, maxLength: 8 }))
  .map(([quote, text]) => `${quote}${text.replaceAll(/[\\'"]/g, "\\$&")}${quote}`);
const value = fc.oneof(selector, quotedText);
const list = fc
  .array(fc.tuple(spaces, value, spaces), { minLength: 1, maxLength: 3 })
  .map((values) => `(${values.map((texts) => texts.join("")).join(",")})`);
const connective = fc.constantFrom(";", ",", " ; ", " and ", " or ", "  and  ");

/** Valid texts (escapes and stars anywhere, both spellings of everything), as people may write them. */
export const spelling: fc.Arbitrary<string> = fc.letrec<{ filter: string; constraint: string }>((tie) => ({
  filter: fc
    .tuple(tie("constraint"), fc.array(fc.tuple(connective, tie("constraint")), { maxLength: 3 }))
    .map(([first, rest]) => first + rest.flat().join("")),
  constraint: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc
      .tuple(selector, spaces, fc.constantFrom(...ALIASES), spaces, value, spaces)
      .map((texts) => texts.join("")),
    fc
      .tuple(selector, spaces, fc.constantFrom("=in=", "=out="), spaces, list, spaces)
      .map((texts) => texts.join("")),
    fc.tuple(spaces, tie("filter"), spaces).map(([before, filter, after]) => `${before}(${filter})${after}`),
  ),
})).filter;

const scrap = fc.oneof(
  character,
  fc.constantFrom(
    " and ",
    " or ",
    "and ",
    " and(",
    "=like=",
    "==",
    "=in=(",
    "(a",
    "a)",
    "''",
    "==(x)",
    "\\*",
  ),
);

/** Valid texts with up to three places cut, replaced or stuffed. */
export const mutated: fc.Arbitrary<string> = fc
  .tuple(spelling, fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.option(scrap, { nil: "" })), { maxLength: 3 }))
  .map(([text, edits]) =>
    edits.reduce((edited, [place, cut, added]) => {
      const at = place % (edited.length + 1);
      return edited.slice(0, at) + added + edited.slice(at + cut);
    }, text),
  );

/** Texts made of the language's own pieces in no order, and any text at all. */
export const noise: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.oneof(scrap, word, value), { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary" }),
);

/** The same tree with every position 0. */
export function withoutPositions(filter: Filter): Filter {
  if (filter.kind !== "comparison") return { ...filter, operands: filter.operands.map(withoutPositions) };
  const values = filter.arguments.map(({ parts }) => ({
    parts: parts.map((part) => (typeof part === "string" ? part : { ...part, position: 0 })),
    position: 0,
  }));
  return { ...filter, position: 0, operatorPosition: 0, arguments: values };
}
