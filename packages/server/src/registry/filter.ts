import {
  type Argument,
  type Comparison,
  type Operator,
  parse,
  QlError,
  type Filter as QlFilter,
} from "@callmark/ql";
import {
  FIELD_TYPES,
  type FieldType,
  type FieldTypeName,
  type FilterValue,
  firstStar,
  patternOf,
  plainText,
} from "./field-types.ts";
import { type Problem, problem } from "./problem.ts";

/** The fields that a resource may be filtered by, with the type of each. */
export type FilterFields = Readonly<Record<string, FieldTypeName>>;

/** One comparison whose field exists and whose values are of its type. */
export interface Condition {
  readonly kind: "condition";
  readonly field: string;
  readonly type: FieldTypeName;
  readonly operator: Operator;
  readonly values: readonly FilterValue[];
}

export interface Junction {
  readonly kind: "and" | "or";
  readonly operands: readonly FilterNode[];
}

export type FilterNode = Condition | Junction;

/** A filter that has been read: what it asks, and what tells it from filters that ask something else. */
export interface Filter {
  readonly root: FilterNode;
  /**
   * Equal for two filters that mean the same; spelling, spaces, quotes, aliases, offsets and redundant
   * parentheses do not show in it (docs/contract.md, Listing).
   */
  readonly meaning: string;
  /** Does it name the state `DELETED`, so that deleted resources are listed as well? */
  readonly includesDeleted: boolean;
  /** The fields that it names. */
  readonly fields: ReadonlySet<string>;
}

/** Reads the text of a `ql` against the fields of a resource; throws `InvalidQuery`. */
export function readFilter(text: string, fields: FilterFields): Filter {
  const root = bind(parsed(text), fields);
  return Object.freeze({
    root,
    meaning: JSON.stringify(terms(root)),
    includesDeleted: namesDeleted(root),
    fields: new Set(fieldsOf(root)),
  });
}

function parsed(text: string): QlFilter {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof QlError)) throw error;
    const { position, field, operator, value } = error;
    throw problem("InvalidQuery", error.message, {
      context: {
        position,
        ...(field !== undefined && { field }),
        ...(operator !== undefined && { operator }),
        ...(value !== undefined && { value }),
      },
    });
  }
}

function bind(node: QlFilter, fields: FilterFields): FilterNode {
  if (node.kind === "comparison") return condition(node, fields);
  return Object.freeze({
    kind: node.kind,
    operands: Object.freeze(node.operands.map((operand) => bind(operand, fields))),
  });
}

function condition(comparison: Comparison, fields: FilterFields): Condition {
  const { selector, operator } = comparison;
  const typeName = Object.hasOwn(fields, selector) ? fields[selector] : undefined;
  if (typeName === undefined) {
    const names = Object.keys(fields).join(", ");
    throw invalid(comparison, comparison.position, `Unknown field '${selector}'`, `one of ${names}`);
  }
  const type: FieldType = FIELD_TYPES[typeName];
  if (!type.operators.includes(operator)) {
    const what = `Operator '${operator}' does not apply to '${selector}'`;
    throw invalid(comparison, comparison.operatorPosition, what, `one of ${type.operators.join(" ")}`);
  }
  const values = Object.freeze(comparison.arguments.map((argument) => readValue(comparison, argument, type)));
  return Object.freeze({ kind: "condition", field: selector, type: typeName, operator, values });
}

function readValue(comparison: Comparison, argument: Argument, type: FieldType): FilterValue {
  const star = firstStar(argument);
  if (star === undefined) {
    const value = type.read(plainText(argument) ?? "");
    if (value === undefined) throw malformed(comparison, argument, type.expected);
    return value;
  }
  if (!type.wildcards || (comparison.operator !== "==" && comparison.operator !== "!=")) {
    const where = type.wildcards ? `in a list of '${comparison.operator}'` : `on '${comparison.selector}'`;
    throw invalid(
      comparison,
      star.position,
      `A '*' is no wildcard ${where}`,
      type.wildcards ? "values without '*', or '\\*' for the character" : type.expected,
      written(argument),
    );
  }
  const pattern = patternOf(argument);
  if (type.readPattern?.(pattern) === false) {
    throw malformed(comparison, argument, type.patternExpected ?? type.expected);
  }
  return Object.freeze({ pattern: Object.freeze(pattern) });
}

function malformed(comparison: Comparison, argument: Argument, expected: string): Problem {
  const value = written(argument);
  return invalid(
    comparison,
    argument.position,
    `Malformed value '${value}' of '${comparison.selector}'`,
    expected,
    value,
  );
}

function invalid(
  comparison: Comparison,
  position: number,
  what: string,
  expected: string,
  value?: string,
): Problem {
  return problem("InvalidQuery", `${what} at position ${position}; expected ${expected}`, {
    context: {
      position,
      field: comparison.selector,
      operator: comparison.operator,
      ...(value !== undefined && { value }),
    },
  });
}

/** The argument as a message shows it: at most 100 code units, and never half of a surrogate pair. */
function written(argument: Argument): string {
  const text = argument.parts.map((part) => (typeof part === "string" ? part : "*")).join("");
  return text.length > 100 ? `${text.slice(0, 99).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

function terms(node: FilterNode): unknown {
  if (node.kind === "condition") return [node.field, node.operator, ...node.values];
  return [node.kind, ...node.operands.map(terms)];
}

function fieldsOf(node: FilterNode): string[] {
  return node.kind === "condition" ? [node.field] : node.operands.flatMap(fieldsOf);
}

function namesDeleted(node: FilterNode): boolean {
  if (node.kind !== "condition") return node.operands.some(namesDeleted);
  if (node.type !== "state" || (node.operator !== "==" && node.operator !== "=in=")) return false;
  return node.values.includes("DELETED");
}
