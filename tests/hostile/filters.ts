import type { Dice } from "../durability/support/dice.ts";

/** What a filter may ask of: values that resources have, so that something is found as well. */
export interface FilterValues {
  readonly id: string;
  readonly phoneNumber: string;
}

const FIELDS = [
  "id",
  "state",
  "createdDate",
  "updatedDate",
  "callerIdDetails.phoneNumber",
  "callerIdDetails.department",
  "callerIdDetails.nothing",
  "etag",
  "",
] as const;
const OPERATORS = [
  "==",
  "!=",
  "=gt=",
  ">",
  "=ge=",
  ">=",
  "=lt=",
  "<",
  "=le=",
  "<=",
  "=in=",
  "=out=",
  "=x=",
  "=",
] as const;
const STATES = [
  "SUBMITTED",
  "PROCESSING",
  "PUBLISHED",
  "REJECTED",
  "FAILED",
  "DELETED",
  "published",
  "NONE",
] as const;
const DATES = [
  "2026-10-02T11:41:00Z",
  "2026-10-02T13:41:00.0001+02:00",
  "2025-02-30T00:00:00Z",
  "1969-12-31T23:59:60Z",
  "9999-12-31T23:59:59.999999999Z",
  "2026-10-02",
] as const;
const TEXTS = [
  "department.general.support.customer_service",
  "'department.general.*'",
  '"*"',
  "''",
  "*center*",
  "'\\*'",
  "%",
  "_",
  "'Ünïcödé ☎ 漢字'",
  "'\u0000'",
  "a'b",
  "\\",
] as const;
const JUNCTIONS = [";", ",", " and ", " or ", " ; ", "and", " AND "] as const;
const SEPARATORS = ["", "", "", " ", "  "] as const;
/** Characters that mean something to a filter, or to what stands around it. */
const SPICE = [
  "'",
  '"',
  "(",
  ")",
  ";",
  ",",
  "=",
  "!",
  "~",
  "<",
  ">",
  " ",
  "*",
  "\\",
  "+",
  "%",
  "&",
  "#",
  "\t",
  "\u0000",
  "\ud800",
] as const;
const DEPTH = 3;

/** A filter: most are right, some are not, and some are a little broken. */
export function randomFilter(dice: Dice, values: FilterValues): string {
  const ql = junction(dice, values, 0);
  if (dice.chance(0.8)) return ql;
  const at = dice.below(ql.length + 1);
  return ql.slice(0, at) + dice.pick(SPICE) + ql.slice(at + dice.below(2));
}

function junction(dice: Dice, values: FilterValues, depth: number): string {
  const operands = Array.from({ length: dice.pick([1, 1, 1, 2, 2, 3, 8]) }, () => {
    const isNested = depth < DEPTH && dice.chance(0.15);
    return isNested ? `(${junction(dice, values, depth + 1)})` : comparison(dice, values);
  });
  return operands.reduce((left, right) => left + dice.pick(JUNCTIONS) + right);
}

function comparison(dice: Dice, values: FilterValues): string {
  const field = dice.pick(FIELDS);
  const operator = dice.chance(0.6) ? dice.pick(["==", "!=", "=in=", "=out="]) : dice.pick(OPERATORS);
  const isList = operator === "=in=" || operator === "=out=" || dice.chance(0.03);
  const count = dice.pick([1, 1, 2, 3, 5, 256, 257]);
  const list = () => Array.from({ length: count }, () => value(dice, field, values)).join(",");
  const space = dice.pick(SEPARATORS);
  return `${field}${space}${operator}${space}${isList ? `(${list()})` : value(dice, field, values)}`;
}

function value(dice: Dice, field: string, { id, phoneNumber }: FilterValues): string {
  if (dice.chance(0.05)) return dice.pick(TEXTS);
  switch (field) {
    case "id":
      return dice.pick([id, "1", "0", "18446744073709551616", "123456789012345678901", "x"]);
    case "state":
      return dice.pick(STATES);
    case "createdDate":
    case "updatedDate":
      return dice.pick(DATES);
    case "callerIdDetails.phoneNumber":
      return dice.pick([
        phoneNumber,
        `${phoneNumber.slice(0, 6)}*`,
        "*7*7*",
        "+1*2*3*4*",
        "+",
        "*",
        phoneNumber.slice(1),
      ]);
    default:
      return dice.pick(TEXTS);
  }
}
