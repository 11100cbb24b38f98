import { STATES } from "@callmark/contract";
import type { Operator } from "@callmark/ql";
import { callerIds } from "../src/registry/caller-ids.ts";
import type { FilterValue } from "../src/registry/field-types.ts";
import { readFilter } from "../src/registry/filter.ts";
import { Problem } from "../src/registry/problem.ts";

export const read = (text: string) => readFilter(text, callerIds.fields);

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What a text is refused with; fails where it is taken. */
export function refusal(text: string): Refusal {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.errors.length !== 1) throw new Error(`${error.errors.length} errors of one filter`);
    const [first] = error.errors;
    return { status: error.status, context: {}, ...first } as Refusal;
  }
  throw new Error(`No refusal of ${text}`);
}

export const OPERATORS: readonly Operator[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le=", "=in=", "=out="];
const SETS: readonly Operator[] = ["==", "!=", "=in=", "=out="];
const ORDERS: readonly Operator[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le="];

export interface Field {
  readonly operators: readonly Operator[];
  /** As written, and as read. */
  readonly good: readonly (readonly [written: string, value: FilterValue])[];
  readonly bad: readonly string[];
  readonly expected: string;
  /** May `==` and `!=` have stars? */
  readonly wildcards: boolean;
}

const moment = Date.parse("2026-10-02T11:41:00Z");
const text = (value: string) => [value, value] as const;

/** The table of docs/contract.md (The filter language), written down anew. */
export const FIELDS: Readonly<Record<string, Field>> = {
  id: {
    operators: SETS,
    good: [text("1"), text("0"), text("007"), text("9467895078742654966"), text("99999999999999999999")],
    bad: ["''", "-1", "+1", "1.0", "1e3", "abc", "'1 '", "100000000000000000000", "٣", "0x1", "9\\*"],
    expected: "1 to 20 digits",
    wildcards: false,
  },
  state: {
    operators: SETS,
    good: STATES.map(text),
    bad: [
      "''",
      "published",
      "Published",
      "PUBLISH",
      "PUBLISHEDX",
      "'PUBLISHED '",
      "UNKNOWN",
      "toString",
      "0",
    ],
    expected: "one of SUBMITTED, PROCESSING, PUBLISHED, REJECTED, FAILED, DELETED",
    wildcards: false,
  },
  ...Object.fromEntries(
    ["createdDate", "updatedDate"].map((field) => [
      field,
      {
        operators: ORDERS,
        good: [
          ["2026-10-02T11:41:00Z", { milliseconds: moment, beyond: "" }],
          ["2026-10-02t11:41:00.000z", { milliseconds: moment, beyond: "" }],
          ["2026-10-02T13:41:00+02:00", { milliseconds: moment, beyond: "" }],
          ["2026-10-02T11:41:00-00:00", { milliseconds: moment, beyond: "" }],
          ["'2026-10-02T11:41:00.0001Z'", { milliseconds: moment, beyond: "1" }],
        ],
        bad: [
          "''",
          "2026-10-02",
          "1790941260000",
          "2026-10-02T11:41:00",
          "2026-02-30T00:00:00Z",
          "now",
          "'2026-10-02T11:41:00Z '",
          "'2026-10-02 11:41:00Z'",
          "2026-12-31T23:59:60Z",
          "2026-10-02T24:00:00Z",
        ],
        expected: "an RFC 3339 date-time such as 2026-10-02T11:41:00Z",
        wildcards: false,
      } satisfies Field,
    ]),
  ),
  "callerIdDetails.phoneNumber": {
    operators: SETS,
    good: [text("+1"), text("+18005555555"), text("+123456789012345"), text("+0")],
    bad: [
      "''",
      "18005555555",
      "8005555555",
      "+",
      "+1234567890123456",
      "'+1 800'",
      "+1-800",
      "++1",
      "+1a",
      "tel:+1",
      "+\\*",
      "'+1\\*'",
    ],
    expected: "'+' and 1 to 15 digits",
    wildcards: true,
  },
  "callerIdDetails.department": {
    operators: SETS,
    good: [
      ["''", ""],
      text("department.general.support.customer_service"),
      text("no.such.department"),
      ['"\'"', "'"],
      ["'a b(c)'", "a b(c)"],
      ["100%_", "100%_"],
      ["\\*", "*"],
      ["\\\\\\*", "\\*"],
      ["é😀", "é😀"],
      ["'\0\n'", "\0\n"],
    ],
    bad: [],
    expected: "a text",
    wildcards: true,
  },
};
