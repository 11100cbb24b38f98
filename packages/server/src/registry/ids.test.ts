import fc from "fast-check";
import { expect, test } from "vitest";
import { isId, newId } from "./ids.ts";

function bytes(value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(value);
  return buffer;
}

/** A source of randomness that gives these draws in order, and fails where more are asked. */
function draws(...values: readonly bigint[]): (count: number) => Buffer {
  const left = [...values];
  return (count) => {
    expect(count).toBe(8);
    const value = left.shift();
    if (value === undefined) throw new Error("One draw more than expected");
    return bytes(value);
  };
}

const FIRST = 10n ** 18n;
const SPAN = 9n * FIRST;
const LARGEST_DRAW = 2n ** 64n - 1n;

test.each([
  ["the lowest", [0n], "1000000000000000000"],
  ["the highest", [SPAN - 1n], "9999999999999999999"],
  ["the lowest of the second span", [SPAN], "1000000000000000000"],
  ["the highest of the second span", [2n * SPAN - 1n], "9999999999999999999"],
  ["one beyond 63 bits", [2n ** 63n - FIRST], "9223372036854775808"],
  ["a draw just above both spans is thrown away", [2n * SPAN, 5n], "1000000000000000005"],
  ["the largest draws are thrown away", [LARGEST_DRAW, LARGEST_DRAW, 7n], "1000000000000000007"],
])("%s", (_, values, id) => {
  expect(newId(draws(...values))).toBe(id);
});

test("every draw within both spans gives each id of one span exactly twice", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: SPAN - 1n }), (drawn) => {
      const id = newId(draws(drawn));
      expect(id).toMatch(/^[1-9][0-9]{18}$/);
      expect(BigInt(id) - FIRST).toBe(drawn);
      expect(newId(draws(drawn + SPAN))).toBe(id);
    }),
  );
});

test("ids of the machine's own randomness have 19 digits, differ, and do not count up", () => {
  const ids = Array.from({ length: 1000 }, () => newId());
  expect(ids.filter((id) => !/^[1-9][0-9]{18}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  // By chance half of the steps go up; a thousand of one direction is no chance.
  const steps = ids.slice(1).map((id, index) => BigInt(id) > BigInt(ids[index] ?? ""));
  expect(new Set(steps).size).toBe(2);
  expect(new Set(ids.map((id) => id[0])).size).toBe(9);
});

test.each([
  ["1", true],
  ["9467895078742654966", true],
  ["18446744073709551616", true],
  ["99999999999999999999", true],
  ["100000000000000000000", false],
  ["0", false],
  ["01", false],
  ["", false],
  ["-1", false],
  ["+1", false],
  ["1e3", false],
  ["1.0", false],
  [" 1", false],
  ["1\n", false],
  ["٣", false],
  ["0x1", false],
])("isId(%j) is %s", (text, expected) => {
  expect(isId(text)).toBe(expected);
});
