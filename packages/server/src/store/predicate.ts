import type { FieldTypeName, FilterValue, Pattern } from "../registry/field-types.ts";
import type { Condition, FilterNode } from "../registry/filter.ts";
import type { Instant } from "../registry/instant.ts";
import type { Dialect } from "./dialect.ts";
import { sortKey } from "./schema.ts";
import type { PlainValue } from "./statement.ts";

/** The columns that a kind's filter fields are kept in. */
export type FilterColumns = Readonly<Record<string, FilterColumn>>;

export interface FilterColumn {
  readonly column: string;
  readonly nullable?: true;
  /** Is it a JSON array of texts? */
  readonly isMany?: true;
}

export type Test = "=" | "<>" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "matches" | "not matches";

/** A filter as the database asks it: columns, tests and values of the tables' own form. */
export type Predicate =
  | { readonly kind: "and" | "or"; readonly operands: readonly Predicate[] }
  | { readonly kind: "constant"; readonly value: boolean }
  | {
      readonly kind: "test";
      readonly column: string;
      readonly test: Test;
      /** Is the column a JSON array, of which any value may pass? */
      readonly isMany: boolean;
      /** Does a row without a value match? */
      readonly orNull: boolean;
      readonly values: readonly PlainValue[];
    };

export function predicateOf(node: FilterNode, columns: FilterColumns, dialect: Dialect): Predicate {
  if (node.kind === "condition") return testOf(node, columns, dialect);
  return {
    kind: node.kind,
    operands: node.operands.map((operand) => predicateOf(operand, columns, dialect)),
  };
}

/** Equal for predicates that need the same SQL text; their values differ. */
export function shapeOf(predicate: Predicate): string {
  switch (predicate.kind) {
    case "constant":
      return String(predicate.value);
    case "test":
      return `${predicate.isMany ? "any " : ""}${predicate.column} ${predicate.test} ${predicate.values.length}${predicate.orNull ? " or null" : ""}`;
    default:
      return `(${predicate.operands.map(shapeOf).join(` ${predicate.kind} `)})`;
  }
}

/** The values of all tests in the order of the tree. */
export function valuesOf(predicate: Predicate): PlainValue[] {
  if (predicate.kind === "constant") return [];
  return predicate.kind === "test" ? [...predicate.values] : predicate.operands.flatMap(valuesOf);
}

function testOf(condition: Condition, columns: FilterColumns, dialect: Dialect): Predicate {
  const field = columns[condition.field];
  if (field === undefined) throw new Error(`No column for the filter field ${condition.field}`);
  const { column, nullable = false, isMany = false } = field;
  const negated = condition.operator === "!=" || condition.operator === "=out=";
  const [first] = condition.values;
  if (first === undefined) throw new Error(`A condition on ${condition.field} without a value`);
  const orNull = nullable && negated;

  if (isInstant(first)) return instantTest(column, condition, first);
  if (typeof first === "object") {
    if (!possible(first)) return { kind: "constant", value: negated };
    const values = [dialect.patternValue(first.pattern)];
    const matches: Predicate = {
      kind: "test",
      column,
      test: negated ? "not matches" : "matches",
      isMany,
      orNull,
      values,
    };
    const range = negated ? undefined : prefixRange(column, condition.type, first.pattern);
    if (range === undefined) return matches;
    const prefixAlone = first.pattern.length === 2;
    return { kind: "and", operands: prefixAlone ? range : [...range, matches] };
  }
  const keys = condition.values.filter(possible).map((value) => keyOf(value, condition.type));
  if (keys.length === 0) return { kind: "constant", value: negated };
  if (keys.length === 1)
    return { kind: "test", column, test: negated ? "<>" : "=", isMany, orNull, values: keys };
  return { kind: "test", column, test: negated ? "not in" : "in", isMany, orNull, values: padded(keys) };
}

/** What begins with the same digits lies beside each other in an index; the pattern then judges what is there. */
function prefixRange(column: string, type: FieldTypeName, [prefix]: Pattern): Predicate[] | undefined {
  if (type !== "phoneNumber" || prefix === null || prefix === undefined || !/^\+[0-9]+$/.test(prefix))
    return undefined;
  const last = prefix.length - 1;
  const beyond = prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
  const test = (name: Test, value: string): Predicate => ({
    kind: "test",
    column,
    test: name,
    isMany: false,
    orNull: false,
    values: [value],
  });
  return [test(">=", prefix), test("<", beyond)];
}

// Dates are kept to the millisecond, so what a filter says beyond it decides which neighbour still counts.
function instantTest(column: string, { operator }: Condition, { milliseconds, beyond }: Instant): Predicate {
  const between = beyond !== "";
  const test = (name: Test): Predicate => ({
    kind: "test",
    column,
    test: name,
    isMany: false,
    orNull: false,
    values: [milliseconds],
  });
  switch (operator) {
    case "==":
      return between ? { kind: "constant", value: false } : test("=");
    case "!=":
      return between ? { kind: "constant", value: true } : test("<>");
    case "=gt=":
      return test(">");
    case "=ge=":
      return test(between ? ">" : ">=");
    case "=lt=":
      return test(between ? "<=" : "<");
    case "=le=":
      return test("<=");
    default:
      throw new Error(`The operator ${operator} on a date`);
  }
}

function isInstant(value: FilterValue): value is Instant {
  return typeof value === "object" && "milliseconds" in value;
}

/** No text of a resource holds U+0000, and not every engine takes it as a value. */
function possible(value: FilterValue): boolean {
  if (typeof value === "string") return !value.includes("\0");
  return isInstant(value) || !value.pattern.some((piece) => piece?.includes("\0") ?? false);
}

function keyOf(value: FilterValue, type: FieldTypeName): string {
  if (typeof value !== "string") throw new Error(`A list of the type ${type} with a pattern or a date`);
  return type === "id" ? sortKey(value) : value;
}

/** To the next power of two, by repeating the last one: lists of any length need few statements. */
function padded(values: string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const last = values.at(-1) ?? "";
  return [...values, ...Array<string>(length - values.length).fill(last)];
}
