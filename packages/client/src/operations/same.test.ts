import fc from "fast-check";
import { expect, test } from "vitest";
import { isSame } from "./same.ts";

test.each([
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [
    { a: 1, b: undefined },
    { a: 1, b: null },
  ],
  [{ a: { b: null } }, { a: {} }],
  [null, undefined],
  [[{ a: 1 }], [{ a: 1, b: null }]],
])("%j is the same as %j", (one, other) => {
  expect([isSame(one, other), isSame(other, one)]).toEqual([true, true]);
});

test.each([
  [{ a: 1 }, { a: "1" }],
  [{ a: 1 }, { a: 1, b: 2 }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[], {}],
  [["a"], { 0: "a" }],
  [0, null],
  ["", null],
  [false, null],
  [{}, null],
])("%j is not the same as %j", (one, other) => {
  expect([isSame(one, other), isSame(other, one)]).toEqual([false, false]);
});

test("what was through JSON is the same", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isSame(value, JSON.parse(JSON.stringify(value)))));
});
