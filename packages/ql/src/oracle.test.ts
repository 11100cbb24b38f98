import { readFileSync } from "node:fs";
import { parse as rsqlParse } from "@rsql/parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mutated, noise, spelling } from "../test/arbitraries.ts";
import { type Argument, type Filter, parse, QlError, type Star } from "./index.ts";

/** One text as both parsers see it: our tree or our refusal, and what `@rsql/parser` made of it. */
interface Readings {
  readonly text: string;
  readonly filter?: Filter;
  readonly error?: QlError;
  /** The error's message, or nothing. */
  readonly message: string;
  readonly ours: Reading | "refused";
  readonly theirs: Reading | "refused";
}

/** What both trees have in common, as one comparable value. */
type Reading =
  | { readonly selector: string; readonly operator: string; readonly values: readonly Argument["parts"][] }
  | { readonly kind: "and" | "or"; readonly operands: readonly Reading[] };

/** Every way in which this parser differs on purpose; README.md has the same list. */
interface Difference {
  readonly name: string;
  readonly example: string;
  readonly effect: "we refuse" | "they refuse" | "values differ";
  readonly applies: (readings: Readings) => boolean;
}

const WORD = /^(and|or) /;

const DIFFERENCES: readonly Difference[] = [
  {
    name: "limits",
    example: `${"(".repeat(17)}a==1${")".repeat(17)}`,
    effect: "we refuse",
    applies: ({ message }) => message.includes("; expected at most "),
  },
  {
    name: "custom operators",
    example: "a=like=x",
    effect: "we refuse",
    applies: ({ error }) => /^=[a-z]+=$/.test(error?.operator ?? ""),
  },
  {
    name: "lists for other operators than =in= and =out=",
    example: "a==(x,y)",
    effect: "we refuse",
    applies: ({ message }) => message.includes("takes no list"),
  },
  {
    name: "control characters outside quotes",
    example: "a==1\n;b==2",
    effect: "we refuse",
    applies: ({ message }) => message.startsWith("Found control character"),
  },
  {
    name: "no space before the words and, or",
    example: "(a==1)and b==2",
    effect: "we refuse",
    applies: ({ text, error }) =>
      error !== undefined &&
      /['")]/.test(text.charAt(error.position - 1)) &&
      WORD.test(text.slice(error.position)),
  },
  {
    name: "the word or between the values of a list",
    example: "a=in=(x or y)",
    effect: "we refuse",
    applies: ({ text, error, message }) =>
      message.includes(" in the list of ") && text.startsWith("or ", error?.position),
  },
  {
    name: "the words and, or as a selector or value before a space",
    example: "a==and ;b==1",
    effect: "they refuse",
    applies: ({ text, filter }) => namePositions(filter).some((position) => WORD.test(text.slice(position))),
  },
  {
    name: "stars",
    example: "a==x*",
    effect: "values differ",
    applies: ({ filter }) => argumentsOf(filter).some(({ parts }) => parts.some(isStar)),
  },
  {
    name: "escapes outside quotes",
    example: "a==x\\*",
    effect: "values differ",
    applies: ({ text, filter }) =>
      argumentsOf(filter).some(({ position }) =>
        /^[^\0-\x20'"();,=!~<>\x7f]*\\[*\\]/.test(text.slice(position)),
      ),
  },
];

test.each(DIFFERENCES)(
  "$name: a difference, and the only one of its example",
  ({ name, example, effect }) => {
    const readings = read(example);
    expect(
      DIFFERENCES.filter(({ applies }) => applies(readings)).map((difference) => difference.name),
    ).toEqual([name]);
    expect(readings.ours === "refused").toBe(effect === "we refuse");
    expect(readings.theirs === "refused").toBe(effect === "they refuse");
    expect(readings.ours).not.toEqual(readings.theirs);
  },
);

test("README.md lists the same differences", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const section = readme.split("\n## ").find((text) => text.startsWith("Differences")) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  const names = rows.slice(2).map((line) => line.split("|")[1]?.trim().replaceAll("`", ""));
  expect(names).toEqual(DIFFERENCES.map(({ name }) => name));
});

test.each([
  ["valid", spelling],
  ["mutated", mutated],
  ["random", noise],
])("%s texts are read alike but for the differences", (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const readings = read(text);
      const effects = DIFFERENCES.filter(({ applies }) => applies(readings)).map(({ effect }) => effect);
      if (readings.ours === "refused" && readings.theirs === "refused") return;
      if (readings.ours === "refused") expect(effects).toContain("we refuse");
      else if (readings.theirs === "refused") expect(effects).toContain("they refuse");
      else if (effects.includes("values differ"))
        expect(blank(readings.ours)).toEqual(blank(readings.theirs));
      else expect(readings.ours).toEqual(readings.theirs);
    }),
    { numRuns: 5000 },
  );
});

function read(text: string): Readings {
  const theirs = readTheirs(text);
  try {
    const filter = parse(text);
    return { text, filter, message: "", ours: fromOurs(filter), theirs };
  } catch (error) {
    if (!(error instanceof QlError)) throw error;
    return { text, error, message: error.message, ours: "refused", theirs };
  }
}

function readTheirs(text: string): Reading | "refused" {
  try {
    return fromTheirs(rsqlParse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return "refused";
  }
}

function fromOurs(filter: Filter): Reading {
  if (filter.kind !== "comparison") return { kind: filter.kind, operands: filter.operands.map(fromOurs) };
  const { selector, operator, arguments: values } = filter;
  return { selector, operator, values: values.map(({ parts }) => parts) };
}

const CANONICAL: Readonly<Record<string, string>> = { ">": "=gt=", ">=": "=ge=", "<": "=lt=", "<=": "=le=" };

/** Their binary nodes as n-ary ones, their single values as lists of one. */
function fromTheirs(node: ReturnType<typeof rsqlParse>): Reading {
  if (node.type === "COMPARISON") {
    const values = [node.right.value].flat().map((value) => (value === "" ? [] : [value]));
    return { selector: node.left.selector, operator: CANONICAL[node.operator] ?? node.operator, values };
  }
  const kind = node.operator === ";" || node.operator === "and" ? "and" : "or";
  const operands = [node.left, node.right].map(fromTheirs);
  return {
    kind,
    operands: operands.flatMap((operand) =>
      "kind" in operand && operand.kind === kind ? operand.operands : [operand],
    ),
  };
}

/** The reading without its values, but with their number. */
function blank(reading: Reading): Reading {
  if ("kind" in reading) return { ...reading, operands: reading.operands.map(blank) };
  return { ...reading, values: reading.values.map(() => []) };
}

function argumentsOf(filter: Filter | undefined): readonly Argument[] {
  if (filter === undefined) return [];
  return filter.kind === "comparison" ? filter.arguments : filter.operands.flatMap(argumentsOf);
}

function namePositions(filter: Filter | undefined): readonly number[] {
  if (filter === undefined) return [];
  if (filter.kind !== "comparison") return filter.operands.flatMap(namePositions);
  return [filter.position, ...filter.arguments.map(({ position }) => position)];
}

function isStar(part: string | Star): part is Star {
  return typeof part !== "string";
}
