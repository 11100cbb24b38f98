import { afterEach, expect, test, vi } from "vitest";
import { charactersOf, initialOf } from "./characters.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ["northwind", "N"],
  ["🍕 Pizza Palace", "🍕"],
  ["👩‍🍳 Chef", "👩‍🍳"],
  ["🇫🇷 Bistro", "🇫🇷"],
  ["𝒮cript", "𝒮"],
  ["e\u0301cole", "E\u0301"],
  ["", "?"],
])("the initial of '%s' is '%s'", (name, initial) => expect(initialOf(name)).toBe(initial));

test("a character is what people see as one", () => {
  expect(charactersOf("a👩‍🍳é")).toEqual(["a", "👩‍🍳", "é"]);
});

test("a browser that cannot tell them apart still cuts nothing within a code point", async () => {
  vi.stubGlobal("Intl", { ...Intl, Segmenter: undefined });
  vi.resetModules();
  const old = await import("./characters.ts");
  expect(old.charactersOf("👩‍🍳a")).toEqual(["👩", "\u200d", "🍳", "a"]);
  expect(old.initialOf("🍕 Pizza Palace")).toBe("🍕");
});
