import { readFileSync } from "node:fs";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { ruleNamed } from "../registry/all-rules.ts";
import { readFilter } from "../registry/filter.ts";
import { KINDS } from "../registry/kinds.ts";
import { matches } from "../registry/matches.ts";
import { Problem } from "../registry/problem.ts";
import { reviewReport } from "../registry/review-report.ts";
import type { TakenReview, Verdict } from "../registry/reviews.ts";
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
type Rule = Static<typeof Script>["rules"][number];

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
      const rule = rules.find(({ kind, accepts }) => kind === review.kind && accepts(body));
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

interface Prepared extends Rule {
  accepts(body: Readonly<Record<string, unknown>>): boolean;
}

function prepared(rule: Rule, name: string): Prepared {
  if (rule.outcome === "publish" && rule.codes !== undefined) {
    throw new SettingsError(`${name}.codes belong to a rejection or a failure alone`);
  }
  if (rule.outcome === "reject" && rule.codes === undefined) {
    throw new SettingsError(`${name}.codes must name the validation rules that the version breaks`);
  }
  for (const code of rule.codes ?? []) {
    if (ruleNamed(rule.kind, code) === undefined)
      throw new SettingsError(`${name}: there is no rule ${code}`);
  }
  if (rule.where === undefined) return { ...rule, accepts: () => true };
  try {
    const { root } = readFilter(rule.where, KINDS[rule.kind].fields);
    return { ...rule, accepts: (body) => matches(root, body) };
  } catch (error) {
    if (error instanceof Problem) throw new SettingsError(`${name}.where: ${error.errors[0]?.message}`);
    throw error;
  }
}

const STATES = { publish: "PUBLISHED", reject: "REJECTED", fail: "FAILED" } as const;

function verdictOf(rule: Prepared, review: TakenReview, now: number): Verdict {
  const { outcome, codes = [], note, seconds = 0, failures = 0 } = rule;
  const due = review.submitted + seconds * 1_000;
  // To wait is no attempt: a review that is due is judged first after its time.
  if (now < due) return { postponedTo: due, early: true };
  if (review.attempts <= failures) throw new Error(`The script lets attempt ${review.attempts} fail`);
  const reports = codes.map((code) => reviewReport(review.kind, code, review.body, now));
  const said = {
    ...(note !== undefined && { reason: note }),
    ...(outcome === "reject" && { validationReports: reports }),
    ...(outcome === "fail" && { processingReports: reports }),
  };
  return { state: STATES[outcome], said };
}
