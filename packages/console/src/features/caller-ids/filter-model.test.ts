import { format, parse } from "@callmark/ql";
import { expect, test } from "vitest";
import { NO_CHIPS, NO_DEPARTMENT, readChips, writeChips } from "./filter-model.ts";

test.each([
  ["", NO_CHIPS],
  ["  ", NO_CHIPS],
  ["state==PUBLISHED", { ...NO_CHIPS, states: ["PUBLISHED"] }],
  ["state=in=(SUBMITTED,REJECTED)", { ...NO_CHIPS, states: ["SUBMITTED", "REJECTED"] }],
  ["callerIdDetails.department!=*", { ...NO_CHIPS, departments: [NO_DEPARTMENT] }],
  ["callerIdDetails.department=in=(a,b)", { ...NO_CHIPS, departments: ["a", "b"] }],
  ["callerIdDetails.phoneNumber==+1800*", { ...NO_CHIPS, number: "+1800*" }],
  [
    "createdDate>=2026-01-01T00:00:00Z and updatedDate<=2026-02-01T00:00:00Z",
    { ...NO_CHIPS, created: { from: "2026-01-01T00:00:00Z" }, updated: { to: "2026-02-01T00:00:00Z" } },
  ],
])("%j is read as chips", (ql, chips) => {
  expect(readChips(ql)).toEqual(chips);
});

test.each([
  ["another state for the same chip", "state==PUBLISHED;state!=FAILED", ["state!=FAILED"]],
  ["a second condition on the same chip", "state==PUBLISHED;state==FAILED", ["state==FAILED"]],
  ["a state that is none", "state==LOST", ["state==LOST"]],
  ["an end that a chip has not", "createdDate>2026-01-01T00:00:00Z", ["createdDate>2026-01-01T00:00:00Z"]],
  ["a date that is none", "createdDate>=yesterday", ["createdDate>=yesterday"]],
  [
    "a department like another",
    "callerIdDetails.department==*support*",
    ["callerIdDetails.department==*support*"],
  ],
  ["an alternative", "(id==1,id==2);state!=FAILED", ["(id==1,id==2)", "state!=FAILED"]],
  [
    "a star that is a star",
    String.raw`callerIdDetails.phoneNumber==+1\*`,
    [String.raw`callerIdDetails.phoneNumber==+1\*`],
  ],
])("%s stays as it is written", (_, ql, rest) => {
  expect(readChips(ql)?.rest).toEqual(rest);
});

test.each([
  "state==PUBLISHED",
  "state=in=(SUBMITTED,REJECTED);callerIdDetails.department!=*;callerIdDetails.phoneNumber==*800*",
  "createdDate>=2026-01-01T00:00:00Z;createdDate<=2026-02-01T00:00:00Z;(id==1,id==2)",
  "callerIdDetails.department=='with space';id!=7",
])("%s means the same after chips", (ql) => {
  const chips = readChips(ql);
  expect(format(parse(writeChips(chips ?? NO_CHIPS)))).toBe(format(parse(ql)));
});

test("an alternative as a whole is one condition, and can be narrowed", () => {
  const chips = readChips("state==FAILED,state==REJECTED");
  expect(chips).toEqual({ ...NO_CHIPS, rest: ["(state==FAILED,state==REJECTED)"] });
  expect(writeChips({ ...NO_CHIPS, ...chips, number: "+1*" })).toBe(
    "callerIdDetails.phoneNumber==+1*;(state==FAILED,state==REJECTED)",
  );
});

test.each(["state==", "state==A;;", "(", "=="])("%j cannot be read", (ql) => {
  expect(readChips(ql)).toBeUndefined();
});
