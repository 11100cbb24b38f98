import { ValidationReport } from "@callmark/contract";
import { Check } from "typebox/value";
import { expect } from "vitest";
import { advisories, type Finding, type Rule, rejected, report } from "../src/registry/rules.ts";

const NOW = Date.parse("2026-10-02T11:41:00Z");

function checked(reports: readonly unknown[]): unknown {
  for (const report of reports) expect(Check(ValidationReport, report)).toBe(true);
  return JSON.parse(JSON.stringify(reports));
}

/** The violations as the client of a refused write sees them. */
export function refusal(findings: readonly Finding[]): unknown {
  const problem = rejected(findings, NOW);
  expect(problem.status).toBe(400);
  return checked(problem.errors);
}

/** What rides along in the answer to a write that is taken. */
export const riders = (findings: readonly Finding[]): unknown => checked(advisories(findings, NOW));

/** All of the findings as reports. */
export const allReports = (findings: readonly Finding[]): unknown =>
  checked(findings.map((finding) => report(finding, NOW)));

/** A report as the documents have it; a list that it does not name is empty. */
export function expected(
  name: string,
  message: string,
  context?: Readonly<Record<string, unknown>>,
  details?: Readonly<Record<string, readonly unknown[]>>,
  severity = "VIOLATION",
) {
  return {
    code: `VALIDATION__${name}`,
    severity,
    message,
    ...(context && { context }),
    ...(details && {
      details: { createdDate: "2026-10-02T11:41:00Z", submitted: [], compared: [], expected: [], ...details },
    }),
  };
}

/** Rules in one line each: name, severity, method, mode (S or A), mark. */
export const linesOf = (rules: readonly Rule[]): string[] =>
  rules.map(({ code, severity, method, mode, mark }) =>
    [code.replace("VALIDATION__", ""), severity, method, mode === "synchronous" ? "S" : "A", mark].join(" "),
  );
