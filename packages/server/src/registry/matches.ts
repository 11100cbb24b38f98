import type { FilterValue, Pattern } from "./field-types.ts";
import type { Condition, FilterNode } from "./filter.ts";
import { type Instant, readInstant } from "./instant.ts";

/** A resource as the wire shows it. */
export type Body = Readonly<Record<string, unknown>>;

/** Does a resource pass a filter that was read against its fields? What a store answers in SQL, for one in memory. */
export function matches(node: FilterNode, body: Body): boolean {
  switch (node.kind) {
    case "and":
      return node.operands.every((operand) => matches(operand, body));
    case "or":
      return node.operands.some((operand) => matches(operand, body));
    case "condition":
      return passes(node, valuesAt(body, node.field.split(".")));
  }
}

/** The texts that a path leads to, through lists as well. */
function valuesAt(value: unknown, [member, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => valuesAt(one, member === undefined ? [] : [member, ...rest]));
  }
  if (member === undefined) return typeof value === "string" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return valuesAt((value as Body)[member], rest);
}

function passes({ operator, type, values }: Condition, actual: readonly string[]): boolean {
  if (type === "instant") {
    const named = values[0] as Instant;
    return actual.some((text) => {
      const instant = readInstant(text);
      return instant !== undefined && ordered(operator, compare(instant, named));
    });
  }
  const any = actual.some((text) => values.some((value) => is(text, value)));
  return operator === "==" || operator === "=in=" ? any : !any;
}

function is(text: string, value: FilterValue): boolean {
  if (typeof value === "string") return text === value;
  return "pattern" in value && isLike(text, value.pattern);
}

function isLike(text: string, pattern: Pattern): boolean {
  const source = pattern.map((piece) => (piece === null ? ".*" : RegExp.escape(piece)));
  return new RegExp(`^${source.join("")}$`, "s").test(text);
}

function compare(one: Instant, other: Instant): number {
  if (one.milliseconds !== other.milliseconds) return one.milliseconds - other.milliseconds;
  const length = Math.max(one.beyond.length, other.beyond.length);
  const [a, b] = [one.beyond.padEnd(length, "0"), other.beyond.padEnd(length, "0")];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function ordered(operator: Condition["operator"], order: number): boolean {
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "=gt=":
      return order > 0;
    case "=ge=":
      return order >= 0;
    case "=lt=":
      return order < 0;
    case "=le=":
      return order <= 0;
    default:
      throw new Error(`The operator ${operator} on a date`);
  }
}
