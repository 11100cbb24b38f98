import { expect, test } from "vitest";
import { guard, withoutGuard } from "./spreadsheet.ts";

test.each([
  "+18005555555",
  "=1+1",
  "-1",
  "@here",
  "\t=1+1",
  "\r=1+1",
  // A spreadsheet would show 9467895078742650000.
  "9467895078742654966",
  "1234567890123456",
])("%j is written behind one apostrophe, and read as it was", (cell) => {
  expect(guard(cell)).toBe(`'${cell}`);
  expect(guard(guard(cell))).toBe(`'${cell}`);
  expect(withoutGuard(guard(cell))).toBe(cell);
});

test.each(["", "PUBLISHED", "2026-10-02T11:41:00Z", "123456789012345", "12345678901234567x"])(
  "'%s' is written as it is",
  (cell) => expect(guard(cell)).toBe(cell),
);
