import type { Argument, Comparison, Filter } from "@callmark/ql";
import type { Resource } from "./requests.ts";

/*
 * What a filter means, after docs/contract.md (The filter language) alone: it shares nothing with the server but
 * the parser, so that what it picks in memory can be held against what the store picks in SQL.
 */

/** Is the resource among those that the filter lists? */
export function matches(filter: Filter, resource: Resource): boolean {
  return listsDeleted(filter) || resource.state !== "DELETED" ? holds(filter, resource) : false;
}

/** Does the filter name the state `DELETED`? */
export function listsDeleted(filter: Filter): boolean {
  if (filter.kind !== "comparison") return filter.operands.some(listsDeleted);
  const named = filter.arguments.some((argument) => argument.parts.join() === "DELETED");
  return filter.selector === "state" && (filter.operator === "==" || filter.operator === "=in=") && named;
}

export function holds(filter: Filter, resource: Resource): boolean {
  switch (filter.kind) {
    case "and":
      return filter.operands.every((operand) => holds(operand, resource));
    case "or":
      return filter.operands.some((operand) => holds(operand, resource));
    case "comparison":
      return compares(filter, resource);
  }
}

function compares(comparison: Comparison, resource: Resource): boolean {
  const { selector, operator, arguments: values } = comparison;
  if (selector === "createdDate" || selector === "updatedDate") {
    return compareInstants(resource[selector], operator, values[0]?.parts.join("") ?? "");
  }
  const actual = textOf(selector, resource);
  const any = actual !== undefined && values.some((argument) => patternOf(argument).test(actual));
  return operator === "==" || operator === "=in=" ? any : !any;
}

function textOf(selector: string, { id, state, callerIdDetails }: Resource): string | undefined {
  switch (selector) {
    case "id":
      return id;
    case "state":
      return state;
    case "callerIdDetails.phoneNumber":
      return callerIdDetails.phoneNumber;
    case "callerIdDetails.department":
      return callerIdDetails.department;
    default:
      throw new Error(`No field ${selector}`);
  }
}

function patternOf({ parts }: Argument): RegExp {
  const source = parts.map((part) => (typeof part === "string" ? RegExp.escape(part) : ".*"));
  return new RegExp(`^${source.join("")}$`, "s");
}

function compareInstants(actual: string, operator: Comparison["operator"], named: string): boolean {
  const order = sign(exact(actual), exact(named));
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

/** The whole seconds of a date-time, and the digits of its fraction. */
function exact(text: string): readonly [seconds: number, digits: string] {
  const [, date = "", digits = "", zone = ""] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(text.toUpperCase()) ?? [];
  const milliseconds = Date.parse(`${date}${zone}`);
  if (Number.isNaN(milliseconds)) throw new Error(`No date-time: ${text}`);
  return [milliseconds / 1000, digits];
}

function sign([seconds, digits]: ReturnType<typeof exact>, other: ReturnType<typeof exact>): number {
  if (seconds !== other[0]) return seconds - other[0];
  const length = Math.max(digits.length, other[1].length);
  const [one, two] = [digits.padEnd(length, "0"), other[1].padEnd(length, "0")];
  if (one === two) return 0;
  return one < two ? -1 : 1;
}
