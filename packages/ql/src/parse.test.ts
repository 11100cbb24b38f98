import { expect, test } from "vitest";
import { withoutPositions } from "../test/arbitraries.ts";
import {
  type Argument,
  type Comparison,
  type Filter,
  LIMITS,
  type Operator,
  parse,
  QlError,
} from "./index.ts";

const star = { star: true, position: 0 } as const;
type Value = string | readonly (string | typeof star)[];

function is(selector: string, operator: Operator, ...values: readonly Value[]): Comparison {
  return {
    kind: "comparison",
    selector,
    position: 0,
    operator,
    operatorPosition: 0,
    arguments: values.map(argument),
  };
}
function argument(value: Value): Argument {
  return { parts: typeof value === "string" ? [value] : value, position: 0 };
}
function and(...operands: readonly Filter[]): Filter {
  return { kind: "and", operands };
}
function or(...operands: readonly Filter[]): Filter {
  return { kind: "or", operands };
}
const [a, b, c, d] = [is("a", "==", "1"), is("b", "==", "2"), is("c", "==", "3"), is("d", "==", "4")];

const VALID: readonly (readonly [text: string, tree: Filter])[] = [
  // operators and their aliases
  ["a==1", a],
  ["a!=1", is("a", "!=", "1")],
  ["a=gt=1", is("a", "=gt=", "1")],
  ["a>1", is("a", "=gt=", "1")],
  ["a=ge=1", is("a", "=ge=", "1")],
  ["a>=1", is("a", "=ge=", "1")],
  ["a=lt=1", is("a", "=lt=", "1")],
  ["a<1", is("a", "=lt=", "1")],
  ["a=le=1", is("a", "=le=", "1")],
  ["a<=1", is("a", "=le=", "1")],
  ["a=in=(A,B)", is("a", "=in=", "A", "B")],
  ["a=in=A", is("a", "=in=", "A")],
  ["a=out=('A',\"B\")", is("a", "=out=", "A", "B")],
  ["a=out='A'", is("a", "=out=", "A")],
  // precedence, nesting, redundant parentheses
  ["a==1;b==2", and(a, b)],
  ["a==1,b==2", or(a, b)],
  ["a==1,b==2;c==3,d==4", or(a, and(b, c), d)],
  ["(a==1,b==2);(c==3,d==4)", and(or(a, b), or(c, d))],
  ["a==1;(b==2;(c==3;d==4))", and(a, b, c, d)],
  ["((a==1,b==2),c==3),d==4", or(a, b, c, d)],
  ["(((a==1)))", a],
  ["(a==1;b==2),c==3", or(and(a, b), c)],
  // words and spaces
  ["a==1 and b==2 or c==3", or(and(a, b), c)],
  ["a==1 and (b==2 or c==3) and d==4", and(a, or(b, c), d)],
  ["(a==1) or (b==2)", or(a, b)],
  ["a==1  and  b==2", and(a, b)],
  ["a==1 ;b==2 , c==3", or(and(a, b), c)],
  ["  (  a  ==  1  )  ", a],
  ["a =in= ( A , 'B' )", is("a", "=in=", "A", "B")],
  ["and==1", is("and", "==", "1")],
  ["a==and", is("a", "==", "and")],
  ["a==or or or==and", or(is("a", "==", "or"), is("or", "==", "and"))],
  ["a == and and and == or", and(is("a", "==", "and"), is("and", "==", "or"))],
  ["(or==1)", is("or", "==", "1")],
  ["a=in=(and,or)", is("a", "=in=", "and", "or")],
  ["a==1 and android==2", and(a, is("android", "==", "2"))],
  ["a==AND", is("a", "==", "AND")],
  // values
  ["callerIdDetails.phoneNumber==+1*", is("callerIdDetails.phoneNumber", "==", ["+1", star])],
  ["a==2026-10-02T13:41:00+02:00", is("a", "==", "2026-10-02T13:41:00+02:00")],
  ["a==''", is("a", "==", [])],
  ['a=in=("",x)', is("a", "=in=", [], "x")],
  ["a=='(x;y,z) and \"q\" = ~'", is("a", "==", '(x;y,z) and "q" = ~')],
  ['a=="it\'s"', is("a", "==", "it's")],
  ["a=='\0\t\n\x1f\x7f'", is("a", "==", "\0\t\n\x1f\x7f")],
  ["a==\xa0\x80é😀", is("a", "==", "\xa0\x80é😀")],
  ["a*\\b==1", is("a*\\b", "==", "1")],
  // stars and escapes
  ["a==*", is("a", "==", [star])],
  ["a==**", is("a", "==", [star, star])],
  ["a=='x*y'", is("a", "==", ["x", star, "y"])],
  ["a=in=(x*,y)", is("a", "=in=", ["x", star], "y")],
  ["a==\\*", is("a", "==", "*")],
  ["a=='\\*'", is("a", "==", "*")],
  ["a==\\\\*", is("a", "==", ["\\", star])],
  ["a=='\\\\*'", is("a", "==", ["\\", star])],
  ["a==x\\y\\", is("a", "==", "x\\y\\")],
  ["a==\\\\\\", is("a", "==", "\\\\")],
  ["a=='\\x\\'\\\"\\\\'", is("a", "==", "x'\"\\")],
  ["a=='x\\😀'", is("a", "==", "x😀")],
];

test.each(VALID)("%j is read", (text, tree) => {
  expect(withoutPositions(parse(text))).toEqual(tree);
});

test("positions count UTF-16 code units, a value begins with its quote", () => {
  expect(parse(" 😀 == 'x*' ; b=in=(1, \"\\*2\")")).toEqual({
    kind: "and",
    operands: [
      {
        kind: "comparison",
        selector: "😀",
        position: 1,
        operator: "==",
        operatorPosition: 4,
        arguments: [{ parts: ["x", { star: true, position: 9 }], position: 7 }],
      },
      {
        kind: "comparison",
        selector: "b",
        position: 14,
        operator: "=in=",
        operatorPosition: 15,
        arguments: [
          { parts: ["1"], position: 20 },
          { parts: ["*2"], position: 23 },
        ],
      },
    ],
  });
});

const repeat = (text: string, count: number, separator: string) => Array(count).fill(text).join(separator);
const values = (count: number) => `a=in=(${repeat("v", count, ",")})`;
const nested = (depth: number) => `${"(".repeat(depth)}a==1${")".repeat(depth)}`;

interface Refusal {
  readonly position: number;
  readonly message: string;
  readonly field?: string;
  readonly operator?: string;
  readonly value?: string;
}

const INVALID: readonly (readonly [text: string, refusal: Refusal])[] = [
  // nothing there
  ["", { position: 0, message: 'Found the end of the text at position 0; expected a selector or "("' }],
  ["   ", { position: 3, message: "a selector" }],
  ["()", { position: 1, message: 'Found ")"' }],
  ["a==1;", { position: 5, message: "a selector" }],
  ["a==1 and ", { position: 9, message: "a selector" }],
  ["a==1 or", { position: 7, message: "a selector" }],
  [";a==1", { position: 0, message: 'Found ";"' }],
  ["a==1;;b==2", { position: 5, message: 'Found ";"' }],
  ["'a'==1", { position: 0, message: "a selector" }],
  ["==1", { position: 0, message: "a selector" }],
  // operators
  ["state", { position: 5, message: 'an operator after "state"', field: "state" }],
  ["state ;a==1", { position: 6, message: 'Found ";"', field: "state" }],
  ["state PUBLISHED", { position: 6, message: 'Found "PUBLISHED"', field: "state" }],
  ["a =like= x", { position: 2, message: 'unknown operator "=like="', field: "a", operator: "=like=" }],
  ["a=1", { position: 1, message: 'unknown operator "="', field: "a", operator: "=" }],
  ["a~1", { position: 1, message: 'unknown operator "~"', field: "a", operator: "~" }],
  ["a=~1", { position: 1, message: 'unknown operator "=~"', field: "a", operator: "=~" }],
  ["a=GT=1", { position: 1, message: 'unknown operator "=GT="', field: "a", operator: "=GT=" }],
  ["a!1", { position: 1, message: 'unknown operator "!"', field: "a", operator: "!" }],
  ["a<>1", { position: 1, message: 'unknown operator "<>"', field: "a", operator: "<>" }],
  ["a===1", { position: 1, message: 'unknown operator "==="', field: "a", operator: "===" }],
  ["a=gt", { position: 1, message: 'unknown operator "="', field: "a", operator: "=" }],
  ["a= =1", { position: 1, message: "one of == != =gt= > =ge= >= =lt= < =le= <= =in= =out=", operator: "=" }],
  [`a=${"x".repeat(200)}=1`, { position: 1, message: "unknown operator", operator: `=${"x".repeat(99)}` }],
  // values
  ["a==", { position: 3, message: 'a value for "a"', field: "a" }],
  ["a== ;b==1", { position: 4, message: 'Found ";"', field: "a" }],
  ["a=in=", { position: 5, message: 'a value for "a"', field: "a" }],
  ["a=in=()", { position: 6, message: 'a value for "a"', field: "a" }],
  ["a=in=(x,,y)", { position: 8, message: 'a value for "a"', field: "a" }],
  ["a=in=(x, )", { position: 9, message: 'a value for "a"', field: "a" }],
  ["a=in=(x", { position: 7, message: '"," or ")"', field: "a" }],
  ["a=in=(x y)", { position: 8, message: '"," or ")"', field: "a" }],
  ["a=in=(x;y)", { position: 7, message: '"," or ")"', field: "a" }],
  ["a=in=((x))", { position: 6, message: 'a value for "a"', field: "a" }],
  [
    "a==(A)",
    { position: 3, message: 'expected one value, because "==" takes no list', field: "a", operator: "==" },
  ],
  ["a > (A,B)", { position: 4, message: '">" takes no list', field: "a", operator: ">" }],
  ["a==x'y'", { position: 4, message: `Found "'"` }],
  ["a=='x'y", { position: 6, message: 'Found "y"' }],
  ["a==x y", { position: 5, message: 'Found "y"' }],
  ["a==x=y", { position: 4, message: 'Found "="' }],
  ["a=='xy", { position: 6, message: "the closing ' of the value that begins at position 3", value: "'xy" }],
  ['a=="x\\"', { position: 7, message: 'the closing "', field: "a", value: '"x\\"' }],
  ["a=='", { position: 4, message: "Found the end of the text", value: "'" }],
  [`a=='${"😀".repeat(60)}`, { position: 124, message: "the closing '", value: `'${"😀".repeat(49)}` }],
  // connectives
  ["a==1 and(b==2)", { position: 8, message: 'a space after "and"' }],
  ["a==1 or;b==2", { position: 7, message: 'a space after "or"' }],
  ["(a==1)and b==2", { position: 6, message: 'Found "and"' }],
  ["a=='1'or b==2", { position: 6, message: 'Found "or"' }],
  ["a==1 AND b==2", { position: 5, message: "lower case, a space on both sides" }],
  ["a==1 andb==2", { position: 5, message: 'Found "andb"' }],
  ["(a==1", { position: 5, message: '")" for the "(" at position 0' }],
  ["(a==1;(b==2)", { position: 12, message: '")" for the "(" at position 0' }],
  ["a==1)", { position: 4, message: 'Found ")"' }],
  ["(a==1)(b==2)", { position: 6, message: 'Found "("' }],
  // control characters
  ["\ta==1", { position: 0, message: "control character U+0009 (allowed only inside quotes)" }],
  ["a\n==1", { position: 1, message: "control character U+000A" }],
  ["a==\0", { position: 3, message: "control character U+0000" }],
  ["a==x\x7fy", { position: 4, message: "control character U+007F" }],
  ["a==1\x1fand b==2", { position: 4, message: "control character U+001F" }],
  ["a==1 and\tb==2", { position: 8, message: "control character U+0009" }],
  // limits
  [`a==${"x".repeat(4094)}`, { position: 4096, message: "at most 4096 code units" }],
  [" ".repeat(4097), { position: 4096, message: "at most 4096 code units" }],
  [repeat("f==1", 65, ";"), { position: 320, message: "at most 64 comparisons", field: "f" }],
  [nested(17), { position: 16, message: "at most 16 levels of nesting" }],
  [values(257), { position: 518, message: "at most 256 list values", field: "a", value: "v" }],
  ["a=='*x\\**y***'", { position: 12, message: "at most 4 stars per argument", value: "'*x\\**y***'" }],
  [
    repeat("a=in=(x,y*z)", 9, ","),
    { position: 113, message: "at most 8 comparisons with stars", value: "y*z" },
  ],
];

test.each(INVALID)("%j is refused", (text, { position, message, ...offence }) => {
  const error = refusal(text);
  expect(error.position).toBe(position);
  expect(error.message).toContain(message);
  expect(error.message).toContain(` at position ${position}; expected `);
  expect(error).toMatchObject(offence);
});

test("a refusal says nothing where it knows nothing", () => {
  expect(Object.keys(refusal("a==1)"))).not.toContain("field");
  expect(Object.keys(refusal("a=like=1"))).not.toContain("value");
});

test.each([
  ["4096 code units", `a==${"x".repeat(4093)}`],
  ["64 comparisons", repeat("f==1", 64, ";")],
  ["16 levels of nesting", nested(16)],
  ["16 levels of nesting and a list", `${"(".repeat(16)}a=in=(1)${")".repeat(16)}`],
  ["256 list values", values(256)],
  ["4 stars per argument", "a=in=(****,****)"],
  ["8 comparisons with stars", repeat("a==*x*", 8, ",")],
])("%s are taken", (_, text) => {
  expect(() => parse(text)).not.toThrow();
});

test("the limits cannot be changed", () => {
  expect(Object.isFrozen(LIMITS)).toBe(true);
});

const MEGABYTE = 1_000_000;
test.each([
  ["parentheses", "(".repeat(100_000)],
  ["matched parentheses", nested(100_000)],
  ["stars", `a==${"*".repeat(MEGABYTE)}`],
  ["backslashes", `a=='${"\\".repeat(MEGABYTE)}`],
  ["quotes", "'".repeat(MEGABYTE)],
  ["spaces", " ".repeat(MEGABYTE)],
  ["operators", "=".repeat(MEGABYTE)],
  ["comparisons", "a==1;".repeat(MEGABYTE / 5)],
  ["as many parentheses as the text may have", "(".repeat(4096)],
  ["as many operators as the text may have", `a${"=x".repeat(2047)}`],
])("hostile %s are refused", (_, text) => {
  expect(refusal(text)).toBeInstanceOf(QlError);
});

function refusal(text: string): QlError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof QlError) return error;
    throw error;
  }
  return expect.fail(`accepted: ${text}`);
}
