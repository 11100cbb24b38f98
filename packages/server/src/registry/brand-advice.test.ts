import type { BrandDetails, SubmittedBrandDetails } from "@callmark/contract";
import { expect, test } from "vitest";
import { expected, refusal, riders } from "../../test/rule-reports.ts";
import { brands } from "./brands.ts";

const AT = "$.brandDetails";
const GOOD: BrandDetails = {
  categories: ["dining.cafe"],
  countryCodes: ["US"],
  displayNames: [{ name: "Ice Cream", locale: "en-US", primary: true }],
  urls: [{ url: "https://www.example.com/", type: "HOMEPAGE" }],
};
const url = (text: string) => ({ urls: [{ url: text, type: "HOMEPAGE" }] });
const name = (text: string) => ({ displayNames: [{ name: text, locale: "en" }] });

const CNAM = "'name' value '{{value}}' is longer than the 15 characters of a caller name (CNAM)";
const BRANDED =
  "'name' value '{{value}}' is longer than the 32 characters that other branded-calling networks show";
/** What rides along on a submitted value. */
const rider = (severity: "WARNING" | "INFO", rule: string, message: string, path: string, value: string) =>
  expected(rule, message, { value }, { submitted: [{ field: `${AT}.${path}`, value }] }, severity);
const FIRST_NAME = "displayNames[0].name";
const long = (value: string) => rider("INFO", "DisplayNamesNameExceedsCallerName", CNAM, FIRST_NAME, value);
const longer = (value: string) =>
  rider("WARNING", "DisplayNamesNameExceedsBrandedCalling", BRANDED, FIRST_NAME, value);
const ambiguous = (index: number, value: string) =>
  rider(
    "INFO",
    "DisplayNamesPrimaryIsAmbiguous",
    "'displayNames' does not mark exactly one name as primary; '{{value}}' counts as it",
    `displayNames[${index}].name`,
    value,
  );
const plain = (index: number, value: string) =>
  rider(
    "INFO",
    "UrlsUrlIsNotEncrypted",
    "'url' value '{{value}}' does not begin with https",
    `urls[${index}].url`,
    value,
  );
/** A name of so many characters. */
const mixed = (length: number) => "ab".repeat(40).slice(0, length);

/** Names one, two and three, each with a mark or without. */
const marks = (...all: (boolean | undefined)[]) => ({
  displayNames: all.map((primary, index) => ({
    name: ["one", "two", "three"][index] ?? "",
    locale: "en",
    ...(primary !== undefined && { primary }),
  })),
});

test.each<[string, SubmittedBrandDetails, unknown[]]>([
  ["a name of 15 characters", name(mixed(15)), []],
  ["of 16", name(mixed(16)), [long(mixed(16))]],
  ["of 32", name(mixed(32)), [long(mixed(32))]],
  ["of 33", name(mixed(33)), [longer(mixed(33))]],
  ["of 15 characters of several code units", name("a👩‍🍳é".repeat(5)), []],
  ["one name without a mark", marks(undefined), []],
  ["one that is marked as not primary", marks(false), []],
  ["two, the second of which is primary", marks(undefined, true), []],
  ["two, none of which is marked", marks(undefined, false), [ambiguous(0, "one")]],
  ["three, two of which are primary", marks(false, true, true), [ambiguous(1, "two")]],
  ["http", url("http://example.com/"), [plain(0, "http://example.com/")]],
  ["https in upper case", url("HTTPS://example.com/"), []],
  [
    "a page of each kind",
    {
      urls: [
        { url: "https://example.com/", type: "HOMEPAGE" },
        { url: "HTTP://example.com/", type: "YELP" },
      ],
    },
    [plain(1, "HTTP://example.com/")],
  ],
])("what rides along, and refuses nothing: %s", (_, change, reports) => {
  const findings = brands.judge({ ...GOOD, ...change }, undefined);
  expect(riders(findings)).toEqual(reports);
  expect(refusal(findings)).toEqual([]);
});
