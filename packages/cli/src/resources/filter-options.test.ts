import { parse } from "@callmark/ql";
import { expect, test } from "vitest";
import { brands } from "./brands.ts";
import { callerIds } from "./caller-ids.ts";
import { type CommonFilterOptions, whereOf } from "./filter-options.ts";

type Options = CommonFilterOptions & { number?: string[]; department?: string[] };

test.each<[Options, string | undefined]>([
  [{}, undefined],
  [{ where: " " }, undefined],
  [{ where: "state==PUBLISHED" }, "state==PUBLISHED"],
  [{ state: ["PUBLISHED"] }, "state=in=(PUBLISHED)"],
  [{ number: ["+18005555555"] }, "callerIdDetails.phoneNumber==+18005555555"],
  [{ number: ["+1800*"] }, "callerIdDetails.phoneNumber==+1800*"],
  [
    { number: ["+1", "+2", "+3*", "*4"], state: ["FAILED", "REJECTED"] },
    "(callerIdDetails.phoneNumber=in=(+1,+2),callerIdDetails.phoneNumber==+3*,callerIdDetails.phoneNumber==*4);state=in=(FAILED,REJECTED)",
  ],
  [
    { where: "id==1,id==2", number: ["+3*", "*4"] },
    "(id==1,id==2);(callerIdDetails.phoneNumber==+3*,callerIdDetails.phoneNumber==*4)",
  ],
  [
    { createdAfter: "2026-11-01", updatedBefore: "2026-11-02T03:04:05+01:00" },
    "createdDate=gt=2026-11-01T00:00:00Z;updatedDate=lt=2026-11-02T03:04:05+01:00",
  ],
])("%j", (options, expected) => {
  const where = whereOf(options, callerIds.filtersOf(options));
  expect(where).toBe(expected);
  if (where !== undefined) expect(() => parse(where)).not.toThrow();
});

test("values are escaped, but for their stars", () => {
  const where = whereOf({}, brands.filtersOf({ name: ["O'Neil; state==FAILED", "North(*"] }));
  expect(where).toBe(
    "brandDetails.displayNames.name=in=('O\\'Neil; state==FAILED'),brandDetails.displayNames.name=='North(*'",
  );
  expect(() => parse(where ?? "")).not.toThrow();
});

test.each(["yesterday", "2026-02-30", "2026-13-01", "2026-11-27T09:30:00", "27.11.2026"])(
  "%s is no date",
  (createdAfter) => expect(() => whereOf({ createdAfter }, [])).toThrow("--created-after"),
);
