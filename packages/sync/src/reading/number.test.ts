import { expect, test } from "vitest";
import { type CountryCode, isCountry, readNumber } from "./number.ts";

test.each<[string, CountryCode | undefined, string]>([
  ["+18005555555", undefined, "+18005555555"],
  [" +18005555555\u00a0", undefined, "+18005555555"],
  ["(800) 555-5555", "US", "+18005555555"],
  ["18005555555", "US", "+18005555555"],
  ["1 800 555 5555", "US", "+18005555555"],
  ["800/555/5555", "US", "+18005555555"],
  ["+44 20 7946 0958", "US", "+442079460958"],
  ["020 7946 0958", "GB", "+442079460958"],
])("%s with country %s is %s", (text, country, phoneNumber) =>
  expect(readNumber(text, country)).toEqual({ phoneNumber }),
);

test.each<[string, CountryCode | undefined, string]>([
  ["", "US", "missing"],
  ["8005555555", undefined, "not E.164"],
  ["+1 800 555 5555", undefined, "not E.164"],
  ["1.80056E+10", "US", "spreadsheet"],
  ["1,80056e10", "DE", "spreadsheet"],
  ["18005555555.0", "US", "decimals"],
  ["800555", "US", "not as many digits"],
  ["1", "US", "too short"],
  ["80055555555555555555", "US", "too long"],
  ["1-800-FLOWERS", "US", "no telephone number"],
  ["call 8005555555", "US", "no telephone number"],
  ["8005555555 ext 5", "US", "extension"],
  ["+999 123 4567", "US", "country code"],
])("'%s' with country %s is refused: %s", (text, country, reason) =>
  expect(readNumber(text, country).reason).toContain(reason),
);

test.each(["", "1"])(
  "what a reason quotes of a long text ends with a whole character, behind '%s'",
  (lead) => {
    expect(readNumber(lead + "😀".repeat(30), "US").reason).toMatch(
      new RegExp(`^'${lead}(😀){19,20}' cannot`, "u"),
    );
  },
);

test("countries are those of ISO 3166, in capital letters", () => {
  expect(["US", "GB", "us", "USA", "XX", ""].filter(isCountry)).toEqual(["US", "GB"]);
});
