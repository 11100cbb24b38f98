import fc from "fast-check";
import { expect, test } from "vitest";
import { bindCursor, Cursors } from "./cursor.ts";
import type { Position } from "./store.ts";

const key = (seed: number) => Buffer.alloc(32, seed);
const cursors = new Cursors([key(1)]);
const BINDING = bindCursor(
  "callerId",
  "9467895078742654934",
  "9467895078742654921",
  '["state","==","PUBLISHED"]',
);
const POSITION: Position = { created: 1_790_941_260_000, id: "9467895078742654966" };
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const position: fc.Arbitrary<Position> = fc.record({
  created: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 253_402_300_799_999 })),
  id: fc.oneof(
    fc.stringMatching(/^[1-9][0-9]{0,19}$/),
    fc.constantFrom("1", "18446744073709551616", "9".repeat(20)),
  ),
});
const binding = fc.oneof(
  fc.constant(BINDING),
  fc
    .tuple(
      fc.constant("callerId"),
      fc.stringMatching(/^[1-9][0-9]{0,19}$/),
      fc.stringMatching(/^[1-9]$/),
      fc.string(),
    )
    .map((parts) => bindCursor(...parts)),
);

test("a cursor reads as the position that it was written for, and is URL-safe", () => {
  fc.assert(
    fc.property(position, binding, (place, bound) => {
      const cursor = cursors.write(place, bound);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(cursors.read(cursor, bound)).toEqual(place);
      expect(cursors.write(place, bound)).toBe(cursor);
    }),
  );
});

test("with any one character replaced, cut or added it is refused", () => {
  for (const place of [POSITION, { created: 0, id: "1" }, { created: 12, id: "98765" }]) {
    const cursor = cursors.write(place, BINDING);
    for (let at = 0; at <= cursor.length; at += 1) {
      const [before, after] = [cursor.slice(0, at), cursor.slice(at + 1)];
      const tampered = [...URL_SAFE, "", "=", "+", "/", " ", "é"].map(
        (character) => `${before}${character}${after}`,
      );
      const stuffed = [...URL_SAFE].map((character) => `${before}${character}${cursor.slice(at)}`);
      for (const text of [...tampered, ...stuffed]) {
        if (text !== cursor) expect.soft(cursors.read(text, BINDING), text).toBeUndefined();
      }
    }
  }
});

const elsewhere: Readonly<Record<string, string>> = {
  "another kind": bindCursor(
    "brand",
    "9467895078742654934",
    "9467895078742654921",
    '["state","==","PUBLISHED"]',
  ),
  "another org": bindCursor(
    "callerId",
    "9467895078742654935",
    "9467895078742654921",
    '["state","==","PUBLISHED"]',
  ),
  "another brand": bindCursor(
    "callerId",
    "9467895078742654934",
    "9467895078742654922",
    '["state","==","PUBLISHED"]',
  ),
  "another filter": bindCursor(
    "callerId",
    "9467895078742654934",
    "9467895078742654921",
    '["state","==","FAILED"]',
  ),
  "no filter": bindCursor("callerId", "9467895078742654934", "9467895078742654921", ""),
};

test.each(Object.entries(elsewhere))("the cursor of one list is refused by %s", (_, bound) => {
  const cursor = cursors.write(POSITION, BINDING);
  expect(cursors.read(cursor, bound)).toBeUndefined();
  expect(cursors.read(cursors.write(POSITION, bound), BINDING)).toBeUndefined();
});

test("no two of kind, org, parent and meaning run into each other", () => {
  const part = fc.stringMatching(/^[1-9][0-9]{0,3}$/);
  fc.assert(
    fc.property(fc.tuple(part, part, fc.string()), fc.tuple(part, part, fc.string()), (one, other) => {
      const same = one.every((value, index) => value === other[index]);
      expect(bindCursor("callerId", ...one) === bindCursor("callerId", ...other)).toBe(same);
    }),
  );
});

test("the cursors of the previous key are read, and those of a key that is gone are not", () => {
  const old = cursors.write(POSITION, BINDING);
  const replacing = new Cursors([key(2), key(1)]);
  expect(replacing.read(old, BINDING)).toEqual(POSITION);
  expect(replacing.read(replacing.write(POSITION, BINDING), BINDING)).toEqual(POSITION);

  const replaced = new Cursors([key(2)]);
  expect(replaced.read(old, BINDING)).toBeUndefined();
  expect(replaced.read(replacing.write(POSITION, BINDING), BINDING)).toEqual(POSITION);
});

test("junk is refused, and never an exception", () => {
  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.base64String({ maxLength: 200 }),
    fc.stringMatching(/^[A-Za-z0-9_-]{0,120}$/),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
    // the payload's own form under a MAC that is none
    fc
      .tuple(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.stringMatching(/^1\.[0-9]{1,15}\.[1-9][0-9]{0,19}$/),
      )
      .map(([mac, payload]) => Buffer.concat([mac, Buffer.from(payload)]).toString("base64url")),
  );
  fc.assert(
    fc.property(junk, (text) => {
      expect(cursors.read(text, BINDING)).toBeUndefined();
    }),
  );
});

test("a cursor says nothing but version and position, so that a longer filter gives no longer cursor", () => {
  const long = bindCursor("callerId", "1", "2", "x".repeat(10_000));
  expect(cursors.write(POSITION, long)).toHaveLength(cursors.write(POSITION, BINDING).length);
  expect(cursors.write({ created: 253_402_300_799_999, id: "9".repeat(20) }, long).length).toBeLessThan(100);
});
