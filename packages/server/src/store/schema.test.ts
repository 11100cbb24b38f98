import fc from "fast-check";
import { expect, test } from "vitest";
import { idOf, sortKey } from "./schema.ts";

const id = fc.oneof(
  fc.stringMatching(/^[1-9][0-9]{0,19}$/),
  fc.constantFrom("1", "9", "10", "9007199254740993", "9223372036854775807", "9223372036854775808"),
  fc.constantFrom("18446744073709551615", "18446744073709551616", "99999999999999999999"),
);

/** As a database compares texts: byte by byte. */
const sign = (order: number) => Math.sign(order);
const compareKeys = (a: string, b: string) =>
  Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b)));

test("keys are in the order of the ids as numbers", () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      const difference = BigInt(a) - BigInt(b);
      expect(sign(compareKeys(a, b))).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
    }),
  );
});

test("a key is the key of its id alone, and tells it", () => {
  fc.assert(
    fc.property(id, (one) => {
      expect(sortKey(one)).toHaveLength(20);
      expect(idOf(sortKey(one))).toBe(one);
    }),
  );
});

test.each(["0", "00", "01", "007", "00000000000000000001", "00009223372036854775808"])(
  "%s has a leading zero, and so a key that no id of a resource has",
  (text) => {
    expect(sortKey(text)).not.toMatch(/^[0-9]+$/);
  },
);
