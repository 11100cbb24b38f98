import { type Argument, type Comparison, parse, type Filter as Tree } from "@callmark/ql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { and, eq, type Filter, ge, gt, isIn, le, lt, matches, ne, notIn, notMatches, or } from "./build.ts";

const read = (filter: Filter): Tree => parse(String(filter));
const comparison = (filter: Filter): Comparison => {
  const tree = read(filter);
  if (tree.kind !== "comparison") throw new Error(`Not a comparison but ${tree.kind}`);
  return tree;
};
/** A value's text with a star as `null`. */
const pieces = ({ parts }: Argument) => parts.map((part) => (typeof part === "string" ? part : null));
const texts = (filter: Filter) => comparison(filter).arguments.map(pieces);

/** Any text, with what the grammar gives a meaning to in most of them. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(..."*\\'\"();,=!~<> \u0000\n\t\u007faé+%&#"), maxLength: 40 }),
);

describe("a value", () => {
  test("reads as exactly the text that went in, whatever it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const wanted = text === "" ? [] : [text];
        expect(texts(eq("callerIdDetails.department", text))).toEqual([wanted]);
        expect(texts(ne("brandDetails.displayNames.name", text))).toEqual([wanted]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("reads as exactly the list that went in", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), (values) => {
        const wanted = values.map((text) => (text === "" ? [] : [text]));
        expect(texts(isIn("callerIdDetails.department", values))).toEqual(wanted);
        expect(texts(notIn("callerIdDetails.department", new Set(values)))).toEqual(
          [...new Set(values)].map((text) => (text === "" ? [] : [text])),
        );
      }),
    );
  });

  test("is not quoted where it need not be", () => {
    expect(String(eq("state", "PUBLISHED"))).toBe("state==PUBLISHED");
    expect(String(eq("callerIdDetails.phoneNumber", "+18005555555"))).toBe(
      "callerIdDetails.phoneNumber==+18005555555",
    );
    expect(String(eq("callerIdDetails.department", "it's"))).toBe("callerIdDetails.department=='it\\'s'");
  });

  test("may be a date, which keeps its milliseconds", () => {
    const since = new Date("2026-10-02T11:41:00.123Z");
    expect(String(gt("createdDate", since))).toBe("createdDate=gt=2026-10-02T11:41:00.123Z");
    expect(String(le("updatedDate", "2026-10-02T13:41:00+02:00"))).toBe(
      "updatedDate=le=2026-10-02T13:41:00+02:00",
    );
    expect(() => gt("createdDate", new Date(Number.NaN))).toThrow(RangeError);
  });

  test("of a list must be there", () => {
    expect(() => isIn("id", [])).toThrow("A list of values for id must not be empty");
    expect(() => notIn("id", [])).toThrow(RangeError);
  });
});

describe("a pattern", () => {
  test("has a star where the text has one, and else exactly the text", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (given) => {
        const between = given.map((text) => text.replaceAll("*", "x"));
        const wanted = between.flatMap((text, index) => [
          ...(index > 0 ? [null] : []),
          ...(text ? [text] : []),
        ]);
        const filter = matches("callerIdDetails.department", between.join("*"));
        expect(texts(filter)).toEqual([wanted]);
      }),
    );
  });

  test("is not quoted where it need not be", () => {
    expect(String(matches("callerIdDetails.phoneNumber", "+1800*"))).toBe(
      "callerIdDetails.phoneNumber==+1800*",
    );
    expect(String(notMatches("callerIdDetails.department", "* b*"))).toBe(
      "callerIdDetails.department!='* b*'",
    );
  });
});

describe("operators", () => {
  const at = "2026-10-02T11:41:00Z";
  test.each([
    [eq("id", "1"), "==", ["1"]],
    [ne("id", "1"), "!=", ["1"]],
    [gt("createdDate", at), "=gt=", [at]],
    [ge("createdDate", at), "=ge=", [at]],
    [lt("createdDate", at), "=lt=", [at]],
    [le("createdDate", at), "=le=", [at]],
    [isIn("id", ["1", "2"]), "=in=", ["1", "2"]],
    [notIn("id", ["1"]), "=out=", ["1"]],
  ])("%s", (filter, operator, values) => {
    expect(comparison(filter).operator).toBe(operator);
    expect(texts(filter)).toEqual(values.map((value) => [value]));
  });
});

describe("and, or", () => {
  const [a, b, c] = [eq("id", "1"), eq("state", "PUBLISHED"), eq("etag", "x")];

  test("keep their meaning inside each other", () => {
    expect(String(and(a, or(b, c)))).toBe("id==1;(state==PUBLISHED,etag==x)");
    expect(String(or(and(a, b), c))).toBe("id==1;state==PUBLISHED,etag==x");
    expect(String(and(and(a, b), c))).toBe("id==1;state==PUBLISHED;etag==x");
    expect(String(or(a, or(b, c)))).toBe("id==1,state==PUBLISHED,etag==x");
    expect(String(and(or(a, b)))).toBe("id==1,state==PUBLISHED");
    expect(String(and(or(and(or(a, b), c)), a))).toBe("(id==1,state==PUBLISHED);etag==x;id==1");
  });

  test("of none are an error", () => {
    expect(() => and()).toThrow(RangeError);
    expect(() => or()).toThrow(RangeError);
  });

  test("read as the tree that was built, however deep", () => {
    type Built = { readonly filter: Filter; readonly means: unknown };
    const { built } = fc.letrec<{ built: Built; leaf: Built; joint: Built }>((tie) => ({
      built: fc.oneof({ maxDepth: 4 }, tie("leaf"), tie("joint")),
      leaf: fc.constantFrom("1", "2", "3").map((id) => ({ filter: eq("id", id), means: id })),
      joint: fc
        .tuple(fc.boolean(), fc.array(tie("built"), { minLength: 2, maxLength: 3 }))
        .map(([isAnd, operands]) => {
          const filters = operands.map(({ filter }) => filter);
          const means = operands.map((operand) => operand.means);
          return {
            filter: isAnd ? and(...filters) : or(...filters),
            means: [isAnd ? "and" : "or", ...means],
          };
        }),
    }));
    // The parser gives `(a;b);c` and `a;b;c` the same tree: so is what was built, before they are compared.
    const flat = (means: unknown): unknown => {
      if (!Array.isArray(means)) return means;
      const [kind, ...operands] = means.map(flat);
      return [
        kind,
        ...operands.flatMap((one) => (Array.isArray(one) && one[0] === kind ? one.slice(1) : [one])),
      ];
    };
    const meaning = (tree: Tree): unknown =>
      tree.kind === "comparison"
        ? tree.arguments[0]?.parts.join("")
        : [tree.kind, ...tree.operands.map(meaning)];
    fc.assert(
      fc.property(built, ({ filter, means }) => {
        const text = String(filter);
        fc.pre(text.length <= 4096 && text.split("id").length <= 65);
        expect(meaning(parse(text))).toEqual(flat(means));
      }),
    );
  });

  test("are JSON as their text", () => {
    expect(JSON.stringify({ where: and(a, b) })).toBe('{"where":"id==1;state==PUBLISHED"}');
  });
});
