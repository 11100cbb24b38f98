import { getCountries } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { isCountryCode, isDotted, isLocale, isUnder, isUuid, lengthOf, webPage } from "./formats.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

test("ISO 3166-1 has 249 countries, libphonenumber's own are none of them", () => {
  expect(PAIRS.filter(isCountryCode)).toHaveLength(249);
  expect(getCountries().filter((code) => !isCountryCode(code))).toEqual(["AC", "TA", "XK"]);
});

test.each(["US", "AQ", "GB", "TW"])("%s is a country", (code) => expect(isCountryCode(code)).toBe(true));
test.each(["us", "UK", "EU", "ZZ", "XK", "", "USA", "toString"])("%j is no country", (code) => {
  expect(isCountryCode(code)).toBe(false);
});

test.each(["en", "en-US", "zh-Hant-TW", "es-419", "EN-us"])("%s is a locale", (text) => {
  expect(isLocale(text)).toBe(true);
});
test.each(["", "e", "en_US", "en-", "-US", "und", "und-US", "english-language-tag-x", "en US"])(
  "%j is no locale",
  (text) => expect(isLocale(text)).toBe(false),
);

test.each([
  ["https://example.com/a?b#c", "https://example.com/a?b#c"],
  ["http://[::1]:8080", "http://[::1]:8080/"],
  ["https://bücher.example", "https://xn--bcher-kva.example/"],
  ["https://", undefined],
  ["https://?x", undefined],
  ["//example.com", undefined],
  ["https://exa\nmple.com", undefined],
  ["data:text/html,x", undefined],
])("the page that %j names is %j", (text, href) => {
  expect(webPage(text)?.href).toBe(href);
});

test.each([
  ["a.b", "a", true],
  ["a", "a", true],
  ["a", "a.b", false],
  ["ab", "a", false],
])("%s is under %s: %j", (name, prefix, under) => expect(isUnder(name, prefix)).toBe(under));

test.each([
  ["dining.dessert_shop", true],
  ["a1", true],
  [".a", false],
  ["a.", false],
  ["A", false],
  ["a b", false],
])("%j is dotted: %j", (text, dotted) => expect(isDotted(text)).toBe(dotted));

test.each([
  ["7c752ec0-5d45-11ee-a464-325096b39f47", true],
  ["7c752ec05d4511eea464325096b39f47", false],
  ["gc752ec0-5d45-11ee-a464-325096b39f47", false],
])("%s is a UUID: %j", (text, uuid) => expect(isUuid(text)).toBe(uuid));

test.each([
  ["", 0],
  ["abc", 3],
  ["👩‍🍳", 1],
  ["e\u0301", 1],
])("%j has %i characters", (text, length) => expect(lengthOf(text)).toBe(length));
