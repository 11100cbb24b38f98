import fc from "fast-check";
import { expect, test } from "vitest";
import { printInstant, readInstant } from "./instant.ts";

/** By the calendar of Node, which shares nothing with the reader but the text. */
const at = (text: string) => Date.parse(text);

test.each([
  ["2026-10-02T11:41:00Z", at("2026-10-02T11:41:00.000Z"), ""],
  ["1970-01-01T00:00:00Z", 0, ""],
  ["1969-12-31T23:59:59Z", -1000, ""],
  ["1969-12-31T23:59:59.9996Z", -1, "6"],
  // lower case, and the offset that means no known place
  ["2026-10-02t11:41:00z", at("2026-10-02T11:41:00Z"), ""],
  ["2026-10-02T11:41:00-00:00", at("2026-10-02T11:41:00Z"), ""],
  ["2026-10-02T11:41:00+00:00", at("2026-10-02T11:41:00Z"), ""],
  // offsets, over the ends of days, months and years too
  ["2026-10-02T13:41:00+02:00", at("2026-10-02T11:41:00Z"), ""],
  ["2026-10-02T05:11:00-06:30", at("2026-10-02T11:41:00Z"), ""],
  ["2026-01-01T00:30:00+01:00", at("2025-12-31T23:30:00Z"), ""],
  ["2026-12-31T23:30:00-01:00", at("2027-01-01T00:30:00Z"), ""],
  ["2024-03-01T00:00:00+23:59", at("2024-02-29T00:01:00Z"), ""],
  ["2026-10-02T11:41:00-23:59", at("2026-10-03T11:40:00Z"), ""],
  // fractions
  ["2026-10-02T11:41:00.5Z", at("2026-10-02T11:41:00.500Z"), ""],
  ["2026-10-02T11:41:00.05Z", at("2026-10-02T11:41:00.050Z"), ""],
  ["2026-10-02T11:41:00.00Z", at("2026-10-02T11:41:00Z"), ""],
  ["2026-10-02T11:41:00.123Z", at("2026-10-02T11:41:00.123Z"), ""],
  ["2026-10-02T11:41:00.1230Z", at("2026-10-02T11:41:00.123Z"), ""],
  ["2026-10-02T11:41:00.0001Z", at("2026-10-02T11:41:00Z"), "1"],
  ["2026-10-02T11:41:00.1239Z", at("2026-10-02T11:41:00.123Z"), "9"],
  ["2026-10-02T11:41:00.999999999Z", at("2026-10-02T11:41:00.999Z"), "999999"],
  ["2026-10-02T11:41:00.123040500+02:00", at("2026-10-02T09:41:00.123Z"), "0405"],
  [`2026-10-02T11:41:00.${"0".repeat(4000)}1Z`, at("2026-10-02T11:41:00Z"), `${"0".repeat(3997)}1`],
  // the ends of the calendar
  ["0000-01-01T00:00:00Z", at("0000-01-01T00:00:00Z"), ""],
  ["0000-02-29T00:00:00Z", at("0000-02-29T00:00:00Z"), ""],
  ["0099-12-31T23:59:59Z", at("0099-12-31T23:59:59Z"), ""],
  ["0100-01-01T00:00:00Z", at("0100-01-01T00:00:00Z"), ""],
  ["9999-12-31T23:59:59.999Z", at("9999-12-31T23:59:59.999Z"), ""],
  ["9999-12-31T23:59:59-23:59", at("9999-12-31T23:59:59Z") + (24 * 60 - 1) * 60_000, ""],
  // leap days
  ["2024-02-29T12:00:00Z", at("2024-02-29T12:00:00Z"), ""],
  ["2000-02-29T12:00:00Z", at("2000-02-29T12:00:00Z"), ""],
])("%s is an instant", (text, milliseconds, beyond) => {
  expect(milliseconds).not.toBeNaN();
  expect(readInstant(text)).toEqual({ milliseconds, beyond });
});

test.each([
  "",
  "2026-10-02",
  "2026-10-02T11:41Z",
  "2026-10-02T11:41:00",
  "2026-10-02T11:41:00.Z",
  "2026-10-02 11:41:00Z",
  "2026-10-02T11:41:00,5Z",
  " 2026-10-02T11:41:00Z",
  "2026-10-02T11:41:00Z ",
  "2026-10-02T11:41:00Z\n",
  "+2026-10-02T11:41:00Z",
  "12026-10-02T11:41:00Z",
  "226-10-02T11:41:00Z",
  "2026-1-02T11:41:00Z",
  "2026-10-2T11:41:00Z",
  "2026-10-02T1:41:00Z",
  "20261002T114100Z",
  "2026-W40-5T11:41:00Z",
  "٢٠٢٦-10-02T11:41:00Z",
  // days that there are none of
  "2026-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2100-02-29T00:00:00Z",
  "2024-02-30T00:00:00Z",
  "2026-04-31T00:00:00Z",
  "2026-12-32T00:00:00Z",
  "2026-10-00T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-13-10T00:00:00Z",
  // hours, minutes, leap seconds
  "2026-10-02T24:00:00Z",
  "2026-10-02T25:00:00Z",
  "2026-10-02T11:60:00Z",
  "2026-12-31T23:59:60Z",
  "2016-12-31T23:59:60Z",
  "2026-10-02T11:41:60Z",
  "2016-12-31T18:59:60-05:00",
  "2026-10-02T11:41:61Z",
  // offsets
  "2026-10-02T11:41:00+2:00",
  "2026-10-02T11:41:00+0200",
  "2026-10-02T11:41:00+02",
  "2026-10-02T11:41:00+24:00",
  "2026-10-02T11:41:00-12:60",
  "2026-10-02T11:41:00Z+02:00",
  "2026-10-02T11:41:00 02:00",
  "2026-10-02T11:41:00−02:00",
])("%j is no instant", (text) => {
  expect(readInstant(text)).toBeUndefined();
});

test.each([
  ["2026-10-02T11:41:00Z", at("2026-10-02T11:41:00Z")],
  ["2026-10-02T11:41:00.001Z", at("2026-10-02T11:41:00Z") + 1],
  ["2026-10-02T11:41:00.010Z", at("2026-10-02T11:41:00Z") + 10],
  ["2026-10-02T11:41:00.100Z", at("2026-10-02T11:41:00Z") + 100],
  ["2026-10-02T11:41:10Z", at("2026-10-02T11:41:10Z")],
  ["1970-01-01T00:00:00Z", 0],
  ["9999-12-31T23:59:59.999Z", at("9999-12-31T23:59:59.999Z")],
])("%s is printed so", (text, milliseconds) => {
  expect(printInstant(milliseconds)).toBe(text);
});

/** All that RFC 3339 can write in UTC. */
const milliseconds = fc.oneof(
  fc.integer({ min: at("0000-01-01T00:00:00Z"), max: at("9999-12-31T23:59:59.999Z") }),
  fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => seconds * 1000),
);

test("what is printed reads as the same instant", () => {
  fc.assert(
    fc.property(milliseconds, (moment) => {
      const text = printInstant(moment);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?!000)\d{3})?Z$/);
      expect(readInstant(text)).toEqual({ milliseconds: moment, beyond: "" });
    }),
  );
});

test("the same instant under any offset reads the same", () => {
  const offset = fc.record({
    sign: fc.constantFrom("+", "-"),
    hours: fc.integer({ min: 0, max: 23 }),
    minutes: fc.integer({ min: 0, max: 59 }),
  });
  const inside = fc.integer({ min: at("0001-01-01T00:00:00Z"), max: at("9998-12-31T00:00:00Z") });
  fc.assert(
    fc.property(
      inside,
      offset,
      fc.stringMatching(/^[0-9]{0,12}$/),
      (moment, { sign, hours, minutes }, digits) => {
        const shift = (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(moment + shift).toISOString().slice(0, -1);
        const zone = `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
        expect(readInstant(`${local}${digits}${zone}`)).toEqual({
          milliseconds: moment,
          beyond: digits.replace(/0+$/, ""),
        });
      },
    ),
  );
});
