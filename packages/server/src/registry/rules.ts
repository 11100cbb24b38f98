import type { Mark, ReportedField, ValidationReport } from "@callmark/contract";
import { printInstant } from "./instant.ts";
import { Problem } from "./problem.ts";

/** What a validation rule is: how its reports read, and where it comes from. The rules of a resource are data. */
export interface Rule {
  /** `VALIDATION__` and the rule's name. */
  readonly code: `VALIDATION__${string}`;
  readonly mark: Mark;
  /** A template: `{{name}}` is read from the report's context. */
  readonly message: string;
}

/** One violation of a rule, found by a pure function of the resource's own. */
export interface Finding {
  readonly rule: Rule;
  /** The member that it judges; of two findings on one member the weightier stands alone. */
  readonly member: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly submitted?: readonly ReportedField[];
  readonly compared?: readonly ReportedField[];
  readonly expected?: readonly ReportedField[];
}

/** A finding's message, with the values of its context in their places. */
export function messageOf({ rule, context = {} }: Finding): string {
  return rule.message.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(context[name] ?? place));
}

/** The refusal of a write by all findings that apply at once (docs/contract.md, Validation reports). */
export function rejected(findings: readonly Finding[], now: number): Problem {
  return new Problem(
    400,
    findings.map((finding) => report(finding, now)),
  );
}

function report(finding: Finding, now: number): ValidationReport {
  const { rule, context, submitted = [], compared = [], expected = [] } = finding;
  const hasDetails = submitted.length + compared.length + expected.length > 0;
  return {
    code: rule.code,
    severity: "VIOLATION",
    message: rule.message,
    ...(context !== undefined && { context }),
    ...(hasDetails && {
      details: {
        createdDate: printInstant(now),
        submitted: [...submitted],
        compared: [...compared],
        expected: [...expected],
      },
    }),
  };
}
