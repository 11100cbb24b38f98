import { expect, test } from "vitest";
import { coloured } from "./ql-colours.ts";

const kinds = (text: string, fault?: number) =>
  coloured(text, fault).map(({ text, kind }) => `${kind} ${text}`);

test("says what is a field, an operator, a value", () => {
  expect(kinds("state=in=(A,B);id!='x y' and updatedDate>=2026,a==1")).toEqual([
    "field state",
    "operator =in=",
    "plain (",
    "value A",
    "plain ,",
    "value B",
    "plain );",
    "field id",
    "operator !=",
    "value 'x y'",
    "plain  and ",
    "field updatedDate",
    "operator >=",
    "value 2026",
    "plain ,",
    "field a",
    "operator ==",
    "value 1",
  ]);
});

test.each([
  ["state==A;;id==1", 9, "fault ;"],
  ["stat==1", 0, "fault stat"],
  ["state==", 7, "fault  "],
  ["", 0, "fault  "],
])("marks %j at %i", (text, position, piece) => {
  expect(kinds(text, position)).toContain(piece);
});

test.each(["", "a", "a=='", "a=in=(", "((((", "a\\*=='x\\'y", "é==😀;", " and or "])(
  "loses nothing of %j",
  (text) => {
    for (const fault of [undefined, 0, 1, text.length]) {
      const whole = coloured(text, fault)
        .map(({ text }) => text)
        .join("");
      expect(whole.slice(0, text.length)).toBe(text);
      expect(whole.slice(text.length)).toMatch(/^ ?$/);
    }
  },
);
