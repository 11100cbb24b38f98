import { STATES } from "@callmark/contract";
import type { Argument, Comparison, Filter, Logical, Operator } from "@callmark/ql";
import fc from "fast-check";
import { newEtag } from "../src/registry/etag.ts";
import type { Given } from "../src/registry/store.ts";
import { NOW } from "./requests.ts";

/** Characters that some database, pattern or collation takes for something else; few, so that texts meet. */
const character = fc.constantFrom(
  ..."aaabbAÀé%_[]?^-\\'\"()*; ,",
  "e\u0301",
  "😀",
  "👨‍👩‍👧",
  "ß",
  "ſ",
  "İ",
  "\u00a0",
  "\n",
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: character, maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "  ", "*", "%", "null", "NULL", "[a]", "[^a]", "a]", "\\*", "**"),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "binary", maxLength: 4 }).map((any) => any.replaceAll("\0", "")),
  },
);

/** Ids of 1 to 20 digits, many at the edges of what machines count with. */
const id = fc.oneof(
  fc.constantFrom("1", "2", "10", "9007199254740993", "9223372036854775807", "9223372036854775808"),
  fc.constantFrom(
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999",
    "10000000000000000000",
  ),
  fc.stringMatching(/^[1-9][0-9]{0,19}$/),
);

/** E.164, short enough to meet, and as long as may be. */
const phoneNumber = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^\+1[0-3]{0,3}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^\+[0-9]{15}$/) },
);

/** Moments that a resource may have, few of them often; the last one that RFC 3339 can write is among them. */
const moment = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -2, max: 2 }).map((distance) => NOW + distance) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, NOW + 999, NOW + 1000, 253_402_300_799_999) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 253_402_300_799_999 }) },
);

const row: fc.Arbitrary<Given> = fc
  .record({
    id,
    created: moment,
    updated: moment,
    state: fc.constantFrom(...STATES),
    phoneNumber,
    department: fc.option(text, { nil: undefined }),
  })
  .map(({ phoneNumber: number, department, ...envelope }) => ({
    ...envelope,
    etag: newEtag(),
    details: { phoneNumber: number, ...(department !== undefined && { department }) },
  }));

/** Resources that one brand may have together. */
export function rows(minLength: number, maxLength: number): fc.Arbitrary<Given[]> {
  const distinct = (value: (given: Given) => unknown) => (resources: Given[]) => [
    ...new Map(resources.map((given) => [value(given), given])).values(),
  ];
  return fc
    .array(row, { minLength, maxLength, size: "max" })
    .map(distinct((given) => given.id))
    .map(
      distinct(({ id: own, state, details }) =>
        state === "DELETED" ? own : (details as { phoneNumber: string }).phoneNumber,
      ),
    );
}

const asArgument = (value: string): Argument => ({ parts: value === "" ? [] : [value], position: 0 });
const star = fc.constant({ star: true, position: 0 } as const);

/** A text with up to four stars in it, no two pieces beside each other. */
function pattern(first: fc.Arbitrary<string>, piece: fc.Arbitrary<string>): fc.Arbitrary<Argument> {
  return fc
    .tuple(first, fc.array(fc.tuple(star, piece), { minLength: 1, maxLength: 4 }))
    .map(([start, rest]) => ({ parts: [start, ...rest.flat()].filter((part) => part !== ""), position: 0 }));
}

/** A moment as a filter may write it, with whatever offset and fraction. */
const dateTime = fc
  .record({
    near: moment.map((at) => Math.min(at, 253_402_300_799_999 - 86_400_000)),
    beyond: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.stringMatching(/^[0-9]{0,6}$/)),
    zone: fc.oneof(
      fc.constantFrom("Z", "z", "+00:00", "-00:00"),
      fc.stringMatching(/^[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$/),
    ),
    lower: fc.boolean(),
  })
  .map(({ near, beyond, zone, lower }) => {
    const [, sign, hours, minutes] = /^([+-])(..):(..)$/.exec(zone) ?? ["", "+", "0", "0"];
    const shift = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    const local = new Date(Math.max(near, 86_400_000) + shift).toISOString().slice(0, -1);
    return `${lower ? local.replace("T", "t") : local}${beyond}${zone}`;
  });

const SETS: readonly Operator[] = ["==", "!=", "=in=", "=out="];
const ORDERS: readonly Operator[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le="];

function comparison(
  selector: string,
  operators: readonly Operator[],
  values: fc.Arbitrary<Argument>,
  patterns: fc.Arbitrary<Argument> = values,
): fc.Arbitrary<Comparison> {
  const single = fc.oneof(values, patterns);
  const list = fc.array(values, { minLength: 1, maxLength: 6 });
  return fc.constantFrom(...operators).chain((operator) =>
    (operator === "=in=" || operator === "=out=" ? list : single.map((value) => [value])).map((given) => ({
      kind: "comparison",
      selector,
      position: 0,
      operator,
      operatorPosition: 0,
      arguments: given,
    })),
  );
}

/** What no text of a resource has in it may well stand in a filter. */
const filterText = fc.oneof({ weight: 9, arbitrary: text }, fc.constant("a\0"));
const digits = fc.stringMatching(/^[0-3]{0,2}$/);

/** One comparison that the caller IDs' table of fields allows. */
export const anyComparison: fc.Arbitrary<Comparison> = fc.oneof(
  comparison(
    "id",
    SETS,
    fc.oneof(id, fc.stringMatching(/^[0-9]{1,20}$/), fc.constantFrom("0", "01", "00")).map(asArgument),
  ),
  comparison("state", SETS, fc.constantFrom(...STATES).map(asArgument)),
  comparison("createdDate", ORDERS, dateTime.map(asArgument)),
  comparison("updatedDate", ORDERS, dateTime.map(asArgument)),
  comparison(
    "callerIdDetails.phoneNumber",
    SETS,
    phoneNumber.map(asArgument),
    pattern(fc.oneof(fc.constantFrom("", "+"), fc.stringMatching(/^\+1[0-3]?$/)), fc.oneof(digits, text)),
  ),
  comparison("callerIdDetails.department", SETS, filterText.map(asArgument), pattern(filterText, filterText)),
);

function logical(kind: Logical["kind"], depth: number): fc.Arbitrary<Filter> {
  if (depth === 0) return anyComparison;
  const operand = fc.oneof(anyComparison, logical(kind === "and" ? "or" : "and", depth - 1));
  return fc.array(operand, { minLength: 2, maxLength: 3 }).map((operands) => ({ kind, operands }));
}

/** How many comparisons of a filter have stars. */
export function starred(filter: Filter): number {
  if (filter.kind !== "comparison")
    return filter.operands.reduce((sum, operand) => sum + starred(operand), 0);
  return filter.arguments.some(({ parts }) => parts.some((part) => typeof part !== "string")) ? 1 : 0;
}

/** Filters as the parser gives them, within its limits. */
export const tree: fc.Arbitrary<Filter> = fc
  .oneof(anyComparison, logical("and", 2), logical("or", 2), logical("or", 3))
  .filter((filter) => starred(filter) <= 8);
