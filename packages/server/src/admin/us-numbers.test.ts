import fc from "fast-check";
import { expect, test } from "vitest";
import { phoneNumbersOf } from "../registry/phone-numbers.ts";
import { AREA_CODES, EXCHANGES, US_NUMBERS, usNumber } from "./us-numbers.ts";

const { allows } = phoneNumbersOf(["US"]);

test("every area code is there once, and all of its exchanges are valid", () => {
  expect(new Set(AREA_CODES).size).toBe(AREA_CODES.length);
  const invalid = AREA_CODES.flatMap((areaCode) =>
    EXCHANGES.map((exchange) => `+1${areaCode}${exchange}0000`).filter((number) => !allows(number)),
  );
  expect(invalid).toEqual([]);
});

test("every line of an exchange is as valid as its first", () => {
  const invalid = Array.from(
    { length: 10_000 },
    (_, line) => `+1212200${String(line).padStart(4, "0")}`,
  ).filter((number) => !allows(number));
  expect(invalid).toEqual([]);
});

test("no exchange is one that nobody is given", () => {
  for (const exchange of ["199", "211", "411", "555", "911", "976"])
    expect(EXCHANGES).not.toContain(exchange);
});

const place = fc.integer({ min: 0, max: US_NUMBERS - 1 });

test("at every place there is a valid number", () => {
  fc.assert(fc.property(place, (at) => allows(usNumber(at))));
});

test("two places have two numbers", () => {
  fc.assert(fc.property(place, place, (a, b) => a === b || usNumber(a) !== usNumber(b)));
  const stretch = Array.from({ length: 200_000 }, (_, at) => usNumber(at));
  expect(new Set(stretch).size).toBe(stretch.length);
});

test("neighbours have nothing in common", () => {
  const areaCodes = new Set(Array.from({ length: 1_000 }, (_, at) => usNumber(at).slice(2, 5)));
  expect(areaCodes.size).toBeGreaterThan(200);
});
