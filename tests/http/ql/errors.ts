import { beforeAll, expect, test } from "vitest";
import { errorOf, pageOf } from "../../support/answer.ts";
import { type Api, demoApi } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

interface Offence {
  readonly position: number;
  readonly field?: string;
  readonly operator?: string;
  readonly value?: string;
}

/** The filter, the whole `context` of its error, and what the message says was expected. */
type Row = readonly [ql: string, context: Offence, expected: string];

const NUMBER = "callerIdDetails.phoneNumber";
const DEPARTMENT = "callerIdDetails.department";
const DATE = "RFC 3339 date-time";
const OPERATORS = "one of == != =gt= > =ge= >= =lt= < =le= <= =in= =out=";
const CONNECTIVES = `";", ",", "and", "or"`;

const SYNTAX: readonly Row[] = [
  ["state", { position: 5, field: "state" }, OPERATORS],
  ["state==", { position: 7, field: "state" }, 'a value for "state"'],
  ["state== ", { position: 8, field: "state" }, 'a value for "state"'],
  ["state==,id==1", { position: 7, field: "state" }, 'a value for "state"'],
  ["==PUBLISHED", { position: 0 }, "a selector"],
  [";state==PUBLISHED", { position: 0 }, "a selector"],
  ["state==PUBLISHED;", { position: 17 }, "a selector"],
  ["state==PUBLISHED,,id==1", { position: 17 }, "a selector"],
  ["state==PUBLISHED and ", { position: 21 }, "a selector"],
  ["()", { position: 1 }, "a selector"],
  ["'state'==PUBLISHED", { position: 0 }, "a selector"],
  ["state=PUBLISHED", { position: 5, field: "state", operator: "=" }, OPERATORS],
  ["state===PUBLISHED", { position: 5, field: "state", operator: "===" }, OPERATORS],
  ["state!PUBLISHED", { position: 5, field: "state", operator: "!" }, OPERATORS],
  ["state<>PUBLISHED", { position: 5, field: "state", operator: "<>" }, OPERATORS],
  ["state=like=PUB", { position: 5, field: "state", operator: "=like=" }, OPERATORS],
  ["state=GT=PUB", { position: 5, field: "state", operator: "=GT=" }, OPERATORS],
  ["id in (1)", { position: 3, field: "id" }, OPERATORS],
  ["state==(PUBLISHED)", { position: 7, field: "state", operator: "==" }, "only =in= and =out= take one"],
  [
    "createdDate>(1,2)",
    { position: 12, field: "createdDate", operator: ">" },
    "only =in= and =out= take one",
  ],
  ["state=in=()", { position: 10, field: "state" }, "a value"],
  ["state=in=(PUBLISHED,)", { position: 20, field: "state" }, "a value"],
  ["state=in=(PUBLISHED", { position: 19, field: "state" }, '"," or ")"'],
  ["state=in=(PUBLISHED;SUBMITTED)", { position: 19, field: "state" }, '"," or ")"'],
  ["state=in=PUBLISHED,SUBMITTED", { position: 28, field: "SUBMITTED" }, OPERATORS],
  ["state=='PUBLISHED", { position: 17, field: "state", value: "'PUBLISHED" }, "the closing '"],
  ["state==\"PUBLISHED'", { position: 18, field: "state", value: "\"PUBLISHED'" }, 'the closing "'],
  ["(state==PUBLISHED", { position: 17 }, '")" for the "(" at position 0'],
  ["state==PUBLISHED)", { position: 16 }, "the end of the text"],
  ["state==PUBLISHED and(id==1)", { position: 20 }, 'a space after "and"'],
  ["state==PUBLISHED or;id==1", { position: 19 }, 'a space after "or"'],
  ["state==PUBLISHED AND id==1", { position: 17 }, CONNECTIVES],
  ["state==PUBLISHED andid==1", { position: 17 }, CONNECTIVES],
  ["state=='PUBLISHED'and id==1", { position: 18 }, CONNECTIVES],
  ["state==PUBLISHED id==1", { position: 17 }, CONNECTIVES],
  [`${DEPARTMENT}==a~b`, { position: 29 }, CONNECTIVES],
  ["state ==\tPUBLISHED", { position: 8, field: "state" }, "a value"],
  ["state==PUB\0LISHED", { position: 10 }, CONNECTIVES],
  ["state==PUBLISHED\u007f", { position: 16 }, CONNECTIVES],
  ["\nstate==PUBLISHED", { position: 0 }, "a selector"],
  [
    "state==\u00a0PUBLISHED",
    { position: 7, field: "state", operator: "==", value: "\u00a0PUBLISHED" },
    "one of SUB",
  ],
];

const MEANING: readonly Row[] = [
  ["colour==green", { position: 0, field: "colour", operator: "==" }, `one of id, state, createdDate`],
  ["State==PUBLISHED", { position: 0, field: "State", operator: "==" }, "one of id, state"],
  ["callerIdDetails==1", { position: 0, field: "callerIdDetails", operator: "==" }, "one of id, state"],
  ["phoneNumber==+1*", { position: 0, field: "phoneNumber", operator: "==" }, NUMBER],
  ["orgId==1", { position: 0, field: "orgId", operator: "==" }, "one of id, state"],
  ["etag==1", { position: 0, field: "etag", operator: "==" }, "one of id, state"],
  ["toString==1", { position: 0, field: "toString", operator: "==" }, "one of id, state"],
  ["__proto__==1", { position: 0, field: "__proto__", operator: "==" }, "one of id, state"],
  [`${DEPARTMENT}=='☎😀';x==1`, { position: 34, field: "x", operator: "==" }, "one of id, state"],
  ["id=gt=1", { position: 2, field: "id", operator: "=gt=" }, "one of == != =in= =out="],
  ["state>PUBLISHED", { position: 5, field: "state", operator: "=gt=" }, "one of == != =in= =out="],
  ["createdDate=in=(1)", { position: 11, field: "createdDate", operator: "=in=" }, "one of == != =gt="],
  [`${NUMBER}<=+1`, { position: 27, field: NUMBER, operator: "=le=" }, "one of == != =in= =out="],
  [`${DEPARTMENT}=lt=a`, { position: 26, field: DEPARTMENT, operator: "=lt=" }, "one of == != =in= =out="],
  ["id==12a", { position: 4, field: "id", operator: "==", value: "12a" }, "1 to 20 digits"],
  ["id==''", { position: 4, field: "id", operator: "==", value: "" }, "1 to 20 digits"],
  ["id==-1", { position: 4, field: "id", operator: "==", value: "-1" }, "1 to 20 digits"],
  [
    "id=out=(1,123456789012345678901)",
    { position: 10, field: "id", operator: "=out=", value: "123456789012345678901" },
    "1 to 20 digits",
  ],
  [
    "state==published",
    { position: 7, field: "state", operator: "==", value: "published" },
    "SUBMITTED, PROCESSING",
  ],
  [
    "state=='NEW'",
    { position: 7, field: "state", operator: "==", value: "NEW" },
    "REJECTED, FAILED, DELETED",
  ],
  ["state=in=(PUBLISHED,X)", { position: 20, field: "state", operator: "=in=", value: "X" }, "PUBLISHED"],
  [
    `${NUMBER}==18005555555`,
    { position: 29, field: NUMBER, operator: "==", value: "18005555555" },
    "'+' and 1 to 15",
  ],
  [`${NUMBER}==+`, { position: 29, field: NUMBER, operator: "==", value: "+" }, "'+' and 1 to 15 digits"],
  [
    `${NUMBER}=='+1 800'`,
    { position: 29, field: NUMBER, operator: "==", value: "+1 800" },
    "'+' and 1 to 15",
  ],
  [
    `${NUMBER}==+1800555555555555`,
    { position: 29, field: NUMBER, operator: "==", value: "+1800555555555555" },
    "15",
  ],
  [
    `${NUMBER}==1800*`,
    { position: 29, field: NUMBER, operator: "==", value: "1800*" },
    "starts with '+' or '*'",
  ],
  [`${NUMBER}=='\\*'`, { position: 29, field: NUMBER, operator: "==", value: "*" }, "'+' and 1 to 15 digits"],
];

const DATES = [
  "yesterday",
  "2026-10-02",
  "2026-10-02T11:41:00",
  "2026-10-02T11:41Z",
  "2026-10-02 11:41:00Z",
  "2026-10-02T24:00:00Z",
  "2026-10-02T23:59:60Z",
  "2026-02-30T00:00:00Z",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-10-02T11:41:00.Z",
  "2026-10-02T11:41:00+2:00",
  "2026-10-02T11:41:00+24:00",
  "2026-10-02T11:41:00+0200",
  "+002026-10-02T11:41:00Z",
].map(
  (value): Row => [
    `updatedDate=le='${value}'`,
    { position: 15, field: "updatedDate", operator: "=le=", value },
    DATE,
  ],
);

const star = (ql: string, field: string, operator: string, value: string, expected: string): Row => [
  ql,
  { position: ql.indexOf("*"), field, operator, value },
  expected,
];
const STARS: readonly Row[] = [
  star("id==9*", "id", "==", "9*", "1 to 20 digits"),
  star("state!='*ED'", "state", "!=", "*ED", "one of SUBMITTED"),
  star("createdDate==2026*", "createdDate", "==", "2026*", DATE),
  star(`${NUMBER}=in=(+1,+1800*)`, NUMBER, "=in=", "+1800*", "values without '*'"),
  star(`${DEPARTMENT}=out='a*'`, DEPARTMENT, "=out=", "a*", "values without '*'"),
];

const { length } = DEPARTMENT;
const list = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1)).join();
const comparisons = (count: number) => Array.from({ length: count }, () => "id!=1").join(";");
const starred = (count: number) => Array.from({ length: count }, () => `${DEPARTMENT}!=*z`).join(";");
const nested = (depth: number) => `${"(".repeat(depth)}id!=1${")".repeat(depth)}`;
const long = (codeUnits: number) => `${DEPARTMENT}!='${"x".repeat(codeUnits - length - 4)}'`;

const LIMITS: readonly Row[] = [
  [long(4097), { position: 4096 }, "at most 4096 code units"],
  [comparisons(65), { position: 64 * 6, field: "id" }, "at most 64 comparisons"],
  [nested(17), { position: 16 }, "at most 16 levels of nesting"],
  ["(".repeat(4096), { position: 16 }, "at most 16 levels of nesting"],
  [
    `id=in=(${list(257)})`,
    { position: list(256).length + 8, field: "id", value: "257" },
    "at most 256 list values",
  ],
  [
    `${DEPARTMENT}==*a*b*c*d*`,
    { position: length + 10, field: DEPARTMENT, value: "*a*b*c*d*" },
    "at most 4 stars",
  ],
  [
    starred(9),
    { position: 8 * (length + 5) + length + 2, field: DEPARTMENT, value: "*z" },
    "at most 8 comparisons with stars",
  ],
  ["*".repeat(50_000), { position: 4096 }, "at most 4096 code units"],
];

test.each([...SYNTAX, ...MEANING, ...DATES, ...STARS, ...LIMITS])("%s", async (ql, context, expected) => {
  const error = errorOf(await api.find(ql));
  expect(error).toEqual({ code: "InvalidQuery", message: error.message, context });
  const [, wanted = ""] = error.message.split("; expected ");
  expect(wanted).toContain(expected);
  expect(error.message).toContain(`at position ${context.position}`);
  // The message names what offends: the value, the operator or the field; a value without end by where it begins.
  const named = [context.value, context.operator, context.field].filter((name) => name !== undefined);
  const says = (name: string) => error.message.includes(name) || error.message.includes(JSON.stringify(name));
  expect(named.length === 0 || named.some(says) || wanted.includes("the value that begins at position")).toBe(
    true,
  );
});

test.each([
  ["4096 code units", long(4096)],
  ["64 comparisons", comparisons(64)],
  ["16 levels of nesting", nested(16)],
  ["256 list values", `id=out=(${list(256)})`],
  ["4 stars in an argument", `${DEPARTMENT}!=a*b*c*d*e`],
  ["8 comparisons with stars", starred(8)],
])("%s are allowed", async (_, ql) => {
  expect(pageOf(await api.find(ql)).total).toBe(4);
});

test("a long value is cut in the answer, never within a character", async () => {
  const { context } = errorOf(await api.find(`state=='${"x".repeat(98)}${"😀".repeat(500)}'`));
  const value = String(context?.value);
  expect(value.length).toBeLessThanOrEqual(100);
  expect(value.isWellFormed()).toBe(true);
});
