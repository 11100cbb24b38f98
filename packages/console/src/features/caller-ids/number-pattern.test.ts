import { expect, test } from "vitest";
import { numberPattern, strangeIn } from "./number-pattern.ts";

test.each([
  ["(800)", "*800*"],
  ["+1 800 555 5555", "+18005555555"],
  ["800 * 55", "*800*55"],
  ["800–555.01/02", "*8005550102*"],
  ["", ""],
])("'%s' is looked for as '%s'", (typed, pattern) => {
  expect(strangeIn(typed)).toBeUndefined();
  expect(numberPattern(typed)).toBe(pattern);
});

test.each([
  ["+1 800 FLOWERS", "FLOWERS"],
  ["8005550199 ext 4", "ext"],
  ["1.80056E+10", "E"],
  ["#800", "#"],
])("of '%s' nothing is dropped: '%s' is strange", (typed, strange) => expect(strangeIn(typed)).toBe(strange));
