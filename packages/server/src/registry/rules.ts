import type { Mark, ReportedField, Severity, ValidationReport } from "@callmark/contract";
import { printInstant } from "./instant.ts";
import { Problem } from "./problem.ts";

/** What a rule judges: creates, updates, or both; or deletions. */
export type RuleMethod = "POST" | "PUT" | "POST_AND_PUT" | "DELETE";

/** What a validation rule is: how its reports read, and where it comes from. The rules of a resource are data. */
export interface Rule {
  /** `VALIDATION__` and the rule's name. */
  readonly code: `VALIDATION__${string}`;
  readonly severity: Severity;
  readonly method: RuleMethod;
  /** In the answer to the write, or in the review that follows it. */
  readonly mode: "synchronous" | "asynchronous";
  readonly mark: Mark;
  /** Is the rule documented by its name alone, so that its message is ours? */
  readonly ownWords?: true;
  /** A template: `{{name}}` is read from the report's context. */
  readonly message: string;
  /** JSON paths of what it judges; `[*]` stands for each item. */
  readonly fields: readonly string[];
  /** When it reports, as the documents say it. */
  readonly when: string;
  /** Of the review: does the registry find it by itself? All else that a review finds is named by whoever reviews. */
  readonly unaided?: true;
  /** The values that a resource has at these JSON paths where the rule is about it; about all of its kind where absent. */
  readonly only?: Readonly<Record<string, string>>;
}

type Said = Pick<Rule, "mark" | "message" | "fields" | "when"> & Partial<Rule>;

/** A rule as most are: a violation, found at once, on a create and on an update. */
export function rule(name: string, said: Said): Rule {
  return {
    code: `VALIDATION__${name}`,
    severity: "VIOLATION",
    method: "POST_AND_PUT",
    mode: "synchronous",
    ...said,
  };
}

/** A rule of the review: a person finds it, or a script says so, unless it is `unaided`. */
export const reviewRule = (name: string, said: Said): Rule => rule(name, { mode: "asynchronous", ...said });

/** A warning of this registry: the write is taken, and its answer says what may go wrong. */
export const warning = (name: string, said: Omit<Said, "mark">): Rule =>
  rule(name, { mark: "ours", severity: "WARNING", ...said });

/** A hint of this registry: nothing need be changed, yet it helps to know. */
export const info = (name: string, said: Omit<Said, "mark">): Rule =>
  rule(name, { mark: "ours", severity: "INFO", ...said });

/** One case of a rule, found by a pure function of the resource's own. */
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

const violates = ({ rule }: Pick<Finding, "rule">): boolean => rule.severity === "VIOLATION";

/** Is any of them a violation, so that the write is refused? */
export const hasViolation = (findings: readonly Pick<Finding, "rule">[]): boolean => findings.some(violates);

/** Those that refuse the write. */
export const violationsOf = (findings: readonly Finding[]): Finding[] => findings.filter(violates);

/** Those of a method's findings whose rule judges it. */
export function ofMethod(findings: readonly Finding[], method: "POST" | "PUT"): Finding[] {
  return findings.filter(({ rule }) => rule.method === "POST_AND_PUT" || rule.method === method);
}

/** The refusal of a write by all violations that apply at once (docs/contract.md, Validation reports). */
export function rejected(findings: readonly Finding[], now: number): Problem {
  return new Problem(
    400,
    violationsOf(findings).map((finding) => report(finding, now)),
  );
}

/** What rides along in the `validationReports` of a write that is taken: the findings that are no violations. */
export function advisories(findings: readonly Finding[], now: number): ValidationReport[] {
  return findings.filter((finding) => !violates(finding)).map((finding) => report(finding, now));
}

/** A finding as the client sees it. `now` in milliseconds since 1970. */
export function report(finding: Finding, now: number): ValidationReport {
  const { rule, context, submitted = [], compared = [], expected = [] } = finding;
  const hasDetails = submitted.length + compared.length + expected.length > 0;
  return {
    code: rule.code,
    severity: rule.severity,
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

/** A finding on one submitted value, which the message may show as `{{value}}`. */
export function ofValue(rule: Rule, field: string, value: unknown): Finding {
  const shown = rule.message.includes("{{value}}");
  return { rule, member: field, ...(shown && { context: { value } }), submitted: [{ field, value }] };
}

/** The finding that a member is absent: of the item of a list where one has it, else of the details. */
export function absent(
  rule: Rule,
  field: string,
  item?: { readonly field: string; readonly value: unknown },
): Finding {
  const name = field.slice(field.lastIndexOf(".") + 1);
  const where = item === undefined ? { expected: [{ field }] } : { submitted: [item] };
  return { rule, member: field, context: { field: name }, ...where };
}
