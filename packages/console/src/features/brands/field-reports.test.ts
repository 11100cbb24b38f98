import type { ValidationReport } from "@callmark/client";
import { expect, test } from "vitest";
import { generalReports, notesAt, violationAt } from "./field-reports.ts";

const report = (
  message: string,
  field: string | undefined,
  more: Partial<ValidationReport> = {},
): ValidationReport => ({
  code: `VALIDATION__${message}`,
  severity: "VIOLATION",
  message,
  ...(field !== undefined && {
    details: { createdDate: "2026-01-01T00:00:00Z", submitted: [{ field }], compared: [], expected: [] },
  }),
  ...more,
});

const REPORTS = [
  report("Url", "$.brandDetails.urls[1].url"),
  report("'{{field}}' is missing", "$.brandDetails.displayNames[0]", { context: { field: "name" } }),
  report("Long", "$.brandDetails.displayNames[0].name", { severity: "WARNING" }),
  report("Whole", "$.brandDetails"),
  report("Nowhere", undefined),
];

test("a violation stands beside the field that it speaks of, also where an item names its member", () => {
  expect(violationAt(REPORTS, "$.brandDetails.urls[1].url")).toBe("Url");
  expect(violationAt(REPORTS, "$.brandDetails.urls[0].url")).toBeUndefined();
  expect(violationAt(REPORTS, "$.brandDetails.displayNames[0].name")).toBe("'name' is missing");
});

test("what refuses nothing stands below its line", () => {
  expect(notesAt(REPORTS, "$.brandDetails.displayNames[0]").map(({ message }) => message)).toEqual(["Long"]);
});

test("what speaks of no single field stands by itself", () => {
  expect(generalReports(REPORTS).map(({ message }) => message)).toEqual(["Whole", "Nowhere"]);
});
