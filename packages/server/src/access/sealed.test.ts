import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Seal, Unreadable } from "./sealed.ts";

const [first, second] = [randomBytes(32), randomBytes(32)];
const seal = new Seal([first], "webhooks");

test("what is sealed is read again, for the same context alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (secret, context) => {
      const sealed = seal.seal(secret, context);
      expect(seal.open(sealed, context)).toEqual({ secret, isFormer: false });
      expect(() => seal.open(sealed, `${context}x`)).toThrow(Unreadable);
    }),
  );
});

test("the same secret never looks the same, nor shows", () => {
  const all = Array.from({ length: 20 }, () => seal.seal("the secret", "a"));
  expect(new Set(all).size).toBe(20);
  for (const one of all) expect(Buffer.from(one, "base64url").includes("the secret")).toBe(false);
});

test("a change of any byte is seen", () => {
  const bytes = Buffer.from(seal.seal("the secret", "a"), "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => seal.open(changed.toString("base64url"), "a")).toThrow(Unreadable);
  }
  for (const text of ["", "short", bytes.subarray(0, 27).toString("base64url")]) {
    expect(() => seal.open(text, "a")).toThrow(Unreadable);
  }
});

test("a root key that is being replaced still reads, and that is told", () => {
  const sealed = seal.seal("the secret", "a");
  const both = new Seal([second, first], "webhooks");
  expect(both.open(sealed, "a")).toEqual({ secret: "the secret", isFormer: true });
  expect(both.open(both.seal("the secret", "a"), "a").isFormer).toBe(false);
  expect(() => new Seal([second], "webhooks").open(sealed, "a")).toThrow(Unreadable);
  expect(() => new Seal([first], "cursors").open(sealed, "a")).toThrow(Unreadable);
});
