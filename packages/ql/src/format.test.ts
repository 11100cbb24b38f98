import fc from "fast-check";
import { expect, test } from "vitest";
import { mutated, noise, spelling, tree, withoutPositions } from "../test/arbitraries.ts";
import { format, parse, QlError } from "./index.ts";

test.each([
  ["a =gt= 1", "a>1"],
  ["a =ge= 1 ; b =le= 2 , c =lt= 3", "a>=1;b<=2,c<3"],
  ["(( a==1 ))", "a==1"],
  ["((a==1;b==2);c==3),d==4", "a==1;b==2;c==3,d==4"],
  ["a==1 and (b==2 or (c==3 and d==4))", "a==1;(b==2,c==3;d==4)"],
  ["a=in=(A)", "a=in=A"],
  ["a=out= ( A , 'B' )", "a=out=(A,B)"],
  ["a=='plain'", "a==plain"],
  ["a==''", "a==''"],
  ['a=="x y"', "a=='x y'"],
  ["a=='it\\'s'", `a=="it's"`],
  [`a=='it\\'s "x" "y"'`, `a=='it\\'s "x" "y"'`],
  ["a=='\\a\\b'", "a==ab"],
  ["a=='\\\\d'", "a==\\d"],
  ["a=='\\\\'", "a==\\"],
  ["a=='\\\\\\\\'", "a==\\\\\\"],
  ["a=='\\\\*'", "a==\\\\*"],
  ["a=='\\\\\\*'", "a==\\\\\\*"],
  ["a=='\\*x*'", "a==\\*x*"],
  ["a=='* *'", "a=='* *'"],
  ["a=='\t'", "a=='\t'"],
  ["a=='and';or=='or'", "a==and;or==or"],
])("%s is shortest as %s", (text, shortest) => {
  expect(format(parse(text))).toBe(shortest);
});

test("a formatted tree is read as the same tree", () => {
  fc.assert(
    fc.property(tree, (filter) => {
      expect(withoutPositions(parse(format(filter)))).toEqual(filter);
    }),
    { numRuns: 2000 },
  );
});

test("formatting keeps the meaning, never lengthens, and changes nothing a second time", () => {
  fc.assert(
    fc.property(spelling, (text) => {
      const filter = parseOrSkip(text);
      const formatted = format(filter);
      expect(formatted.length).toBeLessThanOrEqual(text.length);
      expect(withoutPositions(parse(formatted))).toEqual(withoutPositions(filter));
      expect(format(parse(formatted))).toBe(formatted);
    }),
    { numRuns: 2000 },
  );
});

test("whatever the text, the tree is frozen to its leaves or the error is a QlError within the text", () => {
  fc.assert(
    fc.property(fc.oneof(spelling, mutated, noise), (text) => {
      try {
        expectFrozen(parse(text));
      } catch (error) {
        if (!(error instanceof QlError)) throw error;
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
        expect(error.message).toContain(` at position ${error.position}; expected `);
      }
    }),
    { numRuns: 5000 },
  );
});

/** A spelling may be beyond a limit; anything else about it must be right. */
function parseOrSkip(text: string) {
  try {
    return parse(text);
  } catch (error) {
    fc.pre(!(error instanceof QlError && error.message.includes("expected at most")));
    throw error;
  }
}

function expectFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (!Object.isFrozen(value)) expect.fail(`not frozen: ${JSON.stringify(value)}`);
  for (const member of Object.values(value)) expectFrozen(member);
}
