import { readFileSync } from "node:fs";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { ruleNamed } from "../registry/all-rules.ts";
import { readFilter } from "../registry/filter.ts";
import { KINDS } from "../registry/kinds.ts";
import { matches } from "../registry/matches.ts";
import { Problem } from "../registry/problem.ts";
import { reviewReport } from "../registry/review-report.ts";
import { reviewRules, rulesForVersion } from "../registry/review-rules.ts";
import type { TakenReview, Verdict } from "../registry/reviews.ts";
import type { Rule } from "../registry/rules.ts";
import { SettingsError, settingFailure } from "../settings-error.ts";
import type { Judge } from "./judge.ts";

const strict = { additionalProperties: false };

/** What a rules file says: the first rule that a resource passes decides on it; without one it is published. */
const Script = Type.Object(
  {
    rules: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(["callerId", "brand", "brandAsset"]),
          /** A filter of the resource's own fields, as `ql` has it; all resources of the kind without it. */
          where: Type.Optional(Type.String()),
          /** What comes of the review. */
          outcome: Type.Enum(["publish", "reject", "fail"]),
          /** Of a rejection or a failure: the validation rules that its reports name. */
          codes: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 20 })),
          note: Type.Optional(Type.String({ maxLength: 1_000 })),
          /** How many seconds after it was submitted a version is decided on. */
          seconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
          /** How often a review of the version fails by itself before it comes to its outcome. */
          failures: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
        },
        strict,
      ),
      { maxItems: 1_000 },
    ),
  },
  strict,
);
type Case = Static<typeof Script>["rules"][number];

const check = Compile(Script);

/** Reads the rules of a script. Throws a `SettingsError` with one line that says what is wrong, and where. */
export function readScript(text: string, name: string): Judge {
  const value = parsed(text, name);
  if (!check.Check(value)) {
    throw new SettingsError(`${name}: ${faultOf(value)}`);
  }
  const rules = value.rules.map((rule, index) => prepared(rule, `${name}: rules[${index}]`));
  return {
    name: "review script",
    judge(review, now) {
      const body = JSON.parse(review.body) as Readonly<Record<string, unknown>>;
      const breakable = rulesForVersion(review);
      // A report is true of the version that it is about: what cannot break a rule is not rejected by it.
      const rule = rules.find(
        ({ kind, broken, accepts }) =>
          kind === review.kind && broken.every((one) => breakable.includes(one)) && accepts(body),
      );
      return rule === undefined ? { state: "PUBLISHED", said: {} } : verdictOf(rule, review, now);
    },
  };
}

/** What is wrong with the form of a script, and where. */
function faultOf(value: unknown): string {
  const [error] = check.Errors(value);
  const where = error?.instancePath || "the file";
  switch (error?.keyword) {
    case "boolean":
      return `${where} is not known here`;
    case "enum":
      return `${where} must be one of ${error.params.allowedValues.join(", ")}`;
    default:
      return `${where} ${error?.message ?? "is no script"}`;
  }
}

export function loadScript(path: string): Judge {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw settingFailure("CALLMARK_REVIEW_SCRIPT", error);
  }
  return readScript(text, `CALLMARK_REVIEW_SCRIPT: ${path}`);
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${name} is not JSON: ${(error as Error).message}`);
  }
}

interface Prepared extends Omit<Case, "codes"> {
  /** The rules that its codes are of. */
  readonly broken: readonly Rule[];
  /** Does a resource pass its filter? */
  accepts(body: Readonly<Record<string, unknown>>): boolean;
}

function prepared({ codes, ...rule }: Case, name: string): Prepared {
  if (rule.outcome === "publish" && codes !== undefined) {
    throw new SettingsError(`${name}.codes belong to a rejection or a failure alone`);
  }
  if (rule.outcome === "reject" && codes === undefined) {
    throw new SettingsError(`${name}.codes must name the validation rules that the version breaks`);
  }
  const broken = (codes ?? []).map((code) => nameable(rule.kind, code, `${name}.codes`));
  return { ...rule, broken, accepts: filterOf(rule, name) };
}

/** The rule of a code, which a review must be able to find of the kind. */
function nameable(kind: Case["kind"], code: string, name: string): Rule {
  const rules = reviewRules(kind);
  const rule = ruleNamed(rules, code);
  if (rule !== undefined) return rule;
  const codes = rules.map((known) => known.code).join(", ");
  throw new SettingsError(`${name} must be of ${codes}: no review of this kind can find '${code}'`);
}

function filterOf(
  { where, kind }: Pick<Case, "where" | "kind">,
  name: string,
): (body: Readonly<Record<string, unknown>>) => boolean {
  if (where === undefined) return () => true;
  try {
    const { root } = readFilter(where, KINDS[kind].fields);
    return (body) => matches(root, body);
  } catch (error) {
    if (error instanceof Problem) throw new SettingsError(`${name}.where: ${error.errors[0]?.message}`);
    throw error;
  }
}

const STATES = { publish: "PUBLISHED", reject: "REJECTED", fail: "FAILED" } as const;

function verdictOf(rule: Prepared, review: TakenReview, now: number): Verdict {
  const { outcome, broken, note, seconds = 0, failures = 0 } = rule;
  const due = review.submitted + seconds * 1_000;
  // To wait is no attempt: a review that is due is judged first after its time.
  if (now < due) return { postponedTo: due, early: true };
  if (review.attempts <= failures) throw new Error(`The script lets attempt ${review.attempts} fail`);
  const reports = broken.map((one) => reviewReport(one, review.body, now));
  const said = {
    ...(note !== undefined && { reason: note }),
    ...(outcome === "reject" && { validationReports: reports }),
    ...(outcome === "fail" && { processingReports: reports }),
  };
  return { state: STATES[outcome], said };
}
