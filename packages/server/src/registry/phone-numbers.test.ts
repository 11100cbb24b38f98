import { expect, test } from "vitest";
import { isCountry, phoneNumbersOf } from "./phone-numbers.ts";

const us = phoneNumbersOf(["US"]);
const both = phoneNumbersOf(["US", "DE"]);

test.each([
  // valid numbers of the United States, toll-free ones among them
  ["+18005555555", true, true],
  ["+18889990101", true, true],
  ["+12125550123", true, true],
  ["+14155552671", true, true],
  // valid numbers of other countries, in the same plan and in others
  ["+14165550123", false, false],
  ["+18765550123", false, false],
  ["+493012345678", false, true],
  ["+442071838750", false, false],
  // in E.164, yet no number that can be
  ["+1", false, false],
  ["+1800555555", false, false],
  ["+180055555555", false, false],
  ["+11234567890", false, false],
  ["+12121230123", false, false],
  ["+999123456789", false, false],
  ["+4930", false, false],
  // not E.164, exactly as written
  ["18005555555", false, false],
  ["8005555555", false, false],
  ["0018005555555", false, false],
  ["+1 800 555 5555", false, false],
  ["+1-800-555-5555", false, false],
  ["+1(800)5555555", false, false],
  ["+1800FLOWERS", false, false],
  ["+18005555555;ext=1", false, false],
  ["+18005555555x1", false, false],
  ["tel:+18005555555", false, false],
  [" +18005555555", false, false],
  ["+18005555555 ", false, false],
  ["+18005555555\n", false, false],
  ["++18005555555", false, false],
  ["＋18005555555", false, false],
  ["+１８００５５５５５５５", false, false],
  ["+08005555555", false, false],
  ["+4903012345678", false, false],
  ["+1234567890123456", false, false],
  ["+", false, false],
  ["", false, false],
])("%j: US alone %s, US and DE %s", (number, inUs, inBoth) => {
  expect(us.allows(number)).toBe(inUs);
  expect(both.allows(number)).toBe(inBoth);
});

test("no country takes no number, nor one that no country has", () => {
  expect(phoneNumbersOf([]).allows("+18005555555")).toBe(false);
  // A number of no one country (international freephone).
  expect(phoneNumbersOf([]).allows("+80012345678")).toBe(false);
  expect(us.allows("+80012345678")).toBe(false);
});

test.each([
  ["US", true],
  ["CA", true],
  ["DE", true],
  ["us", false],
  ["USA", false],
  ["XX", false],
  ["001", false],
  ["", false],
  ["toString", false],
])("isCountry(%j) is %s", (code, expected) => {
  expect(isCountry(code)).toBe(expected);
});
