import { and, eq, type Filter, ge, isIn, le, matches, notMatches, type State } from "@callmark/client";
import { type Comparison, format, parse, QlError, type Filter as Tree } from "@callmark/ql";

/** A span of time; either end may be open. RFC 3339. */
export interface Span {
  readonly from?: string;
  readonly to?: string;
}

/** No department at all, among the departments of a filter. */
export const NO_DEPARTMENT = "";

/** A filter as chips show it. What they cannot show is kept as text, and nothing of it is lost. */
export interface Chips {
  readonly states: readonly State[];
  /** One department, or `NO_DEPARTMENT`; several as a list. */
  readonly departments: readonly string[];
  /** A number, or a part of one with stars. */
  readonly number: string;
  readonly created: Span;
  readonly updated: Span;
  /** Conditions that no chip has, each in the filter language. */
  readonly rest: readonly string[];
}

export const NO_CHIPS: Chips = {
  states: [],
  departments: [],
  number: "",
  created: {},
  updated: {},
  rest: [],
};

const STATES = new Set<string>(["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED", "DELETED"]);

/** What the text of a filter means as chips; `undefined` where it cannot be read. */
export function readChips(ql: string): Chips | undefined {
  if (ql.trim() === "") return NO_CHIPS;
  try {
    const tree = parse(ql);
    const operands = tree.kind === "and" ? tree.operands : [tree];
    return operands.reduce((chips, operand) => take(chips, operand) ?? keep(chips, operand), NO_CHIPS);
  } catch (error) {
    if (error instanceof QlError) return undefined;
    throw error;
  }
}

/** The chips in the filter language; empty where they ask for nothing. */
export function writeChips(chips: Chips): string {
  const { states, departments, number, created, updated, rest } = chips;
  const filters: Filter[] = [];
  const [state] = states;
  if (state !== undefined) filters.push(states.length === 1 ? eq("state", state) : isIn("state", states));
  const [department] = departments;
  if (department === NO_DEPARTMENT) filters.push(notMatches("callerIdDetails.department", "*"));
  else if (department !== undefined) {
    filters.push(
      departments.length === 1
        ? eq("callerIdDetails.department", department)
        : isIn("callerIdDetails.department", departments),
    );
  }
  if (number !== "") filters.push(matches("callerIdDetails.phoneNumber", number));
  if (created.from !== undefined) filters.push(ge("createdDate", created.from));
  if (created.to !== undefined) filters.push(le("createdDate", created.to));
  if (updated.from !== undefined) filters.push(ge("updatedDate", updated.from));
  if (updated.to !== undefined) filters.push(le("updatedDate", updated.to));
  const built = filters.length === 0 ? [] : [String(and(...filters))];
  return [...built, ...rest].join(";");
}

function keep(chips: Chips, operand: Tree): Chips {
  const text = format(operand);
  return { ...chips, rest: [...chips.rest, operand.kind === "or" ? `(${text})` : text] };
}

/** The chips with one more condition; `undefined` where no chip has it, or the chip is taken. */
function take(chips: Chips, operand: Tree): Chips | undefined {
  if (operand.kind !== "comparison") return undefined;
  const { selector, operator } = operand;
  switch (selector) {
    case "state": {
      const values = textsOf(operand);
      if (chips.states.length > 0 || !isEquality(operator) || !values?.every(isState)) return undefined;
      return { ...chips, states: values };
    }
    case "callerIdDetails.department": {
      if (chips.departments.length > 0) return undefined;
      if (operator === "!=")
        return isAnything(operand) ? { ...chips, departments: [NO_DEPARTMENT] } : undefined;
      const values = textsOf(operand);
      return isEquality(operator) && values !== undefined ? { ...chips, departments: values } : undefined;
    }
    case "callerIdDetails.phoneNumber": {
      if (chips.number !== "" || operator !== "==") return undefined;
      const number = patternOf(operand);
      return number === undefined ? undefined : { ...chips, number };
    }
    case "createdDate":
    case "updatedDate": {
      const name = selector === "createdDate" ? "created" : "updated";
      const [value] = textsOf(operand) ?? [];
      const end = operator === "=ge=" ? "from" : operator === "=le=" ? "to" : undefined;
      if (end === undefined || value === undefined || chips[name][end] !== undefined) return undefined;
      return Number.isNaN(Date.parse(value))
        ? undefined
        : { ...chips, [name]: { ...chips[name], [end]: value } };
    }
    default:
      return undefined;
  }
}

function isEquality(operator: Comparison["operator"]): boolean {
  return operator === "==" || operator === "=in=";
}

function isState(value: string): value is State {
  return STATES.has(value);
}

/** The values as texts; `undefined` where one has a star. */
function textsOf({ arguments: values }: Comparison): string[] | undefined {
  const texts = values.map(({ parts }) =>
    parts.length === 0 ? "" : parts.length === 1 ? parts[0] : undefined,
  );
  return texts.every((text) => typeof text === "string") ? texts : undefined;
}

function isAnything({ arguments: [value] }: Comparison): boolean {
  return value?.parts.length === 1 && typeof value.parts[0] === "object";
}

/** A pattern as one types it; `undefined` where it has a star that is one of the text. */
function patternOf({ arguments: [value] }: Comparison): string | undefined {
  const parts = value?.parts ?? [];
  if (parts.some((part) => typeof part === "string" && /[*\\]/.test(part))) return undefined;
  return parts.map((part) => (typeof part === "string" ? part : "*")).join("");
}
