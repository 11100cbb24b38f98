import type { ValidationReport } from "@callmark/client";
import { fieldsOf, sayReport } from "../../shared/format/report.ts";

/** What violations say of one member; `undefined` where none does. */
export function violationAt(reports: readonly ValidationReport[], path: string): string | undefined {
  const said = reports.filter(
    (report) => report.severity === "VIOLATION" && fieldsOf(report).some((field) => field === path),
  );
  return said.length === 0 ? undefined : said.map(sayReport).join(" ");
}

/** What is said of a member, or of one below it, that refuses nothing. */
export function notesAt(reports: readonly ValidationReport[], path: string): readonly ValidationReport[] {
  return reports.filter(
    (report) => report.severity !== "VIOLATION" && fieldsOf(report).some((field) => field.startsWith(path)),
  );
}

/** What is said of no single field. */
export function generalReports(reports: readonly ValidationReport[]): readonly ValidationReport[] {
  return reports.filter((report) => fieldsOf(report).every((field) => /^\$(\.\w+)?$/.test(field)));
}
