import { Compile } from "typebox/compile";
import { LIMITS } from "../limits.ts";
import {
  CreateStep,
  DeleteStep,
  PLAN_KIND,
  PLAN_VERSION,
  type Plan,
  PlanHead,
  type Step,
  UpdateStep,
} from "./plan.ts";

/** A text that is no plan, or a damaged one, or one of another version. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

const head = Compile(PlanHead);
/** One for each action, so that what is said of a wrong step is about that action. */
const STEPS = { create: Compile(CreateStep), update: Compile(UpdateStep), delete: Compile(DeleteStep) };

/** Steps that are written together. */
const BATCH = 1_000;

/** The plan as JSON, a step a line, in pieces that are small. */
export function* writePlan({ steps, ...rest }: Plan): Generator<string> {
  yield `${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "steps": [`;
  for (let from = 0; from < steps.length; from += BATCH) {
    const lines = steps.slice(from, from + BATCH).map((step) => `\n    ${JSON.stringify(step)}`);
    yield `${from === 0 ? "" : ","}${lines.join(",")}`;
  }
  yield `${steps.length === 0 ? "" : "\n  "}]\n}\n`;
}

/** Reads what `writePlan` has written. Throws `PlanError` that says what is wrong, and where. */
export function readPlan(text: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PlanError(`It is no plan, or a damaged one: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(value) || value.kind !== PLAN_KIND) {
    throw new PlanError(
      `It is no plan: expected an object with "kind": "${PLAN_KIND}", as callmark plan --out writes`,
    );
  }
  if (value.version !== PLAN_VERSION) {
    throw new PlanError(`The plan is of version ${JSON.stringify(value.version)}: expected ${PLAN_VERSION}`);
  }
  const { steps, ...rest } = value;
  const wrong = head.Errors(rest)[0];
  if (wrong !== undefined) throw damaged(pathOf(wrong), wrong.message);
  if (!Array.isArray(steps)) throw damaged("$.steps", "must be an array");
  if (steps.length > LIMITS.planSteps) throw damaged("$.steps", `has more than ${LIMITS.planSteps} steps`);
  steps.forEach(expectStep);
  const plan = value as Plan;
  expectCounts(plan);
  return plan;
}

function expectStep(step: unknown, at: number): void {
  const action = isObject(step) ? step.action : undefined;
  if (typeof action !== "string" || !Object.hasOwn(STEPS, action)) {
    throw damaged(`$.steps[${at}].action`, `must be ${Object.keys(STEPS).join(", ")}`);
  }
  const schema = STEPS[action as Step["action"]];
  if (schema.Check(step)) return;
  const wrong = schema.Errors(step)[0];
  throw damaged(
    `$.steps[${at}]${wrong === undefined ? "" : pathOf(wrong).slice(1)}`,
    wrong?.message ?? "is wrong",
  );
}

/** Steps that are missing, or stand twice, would be done or not done without a word. */
function expectCounts({ counts, steps }: Plan): void {
  const numbers = new Set<string>();
  const ids = new Set<string>();
  const found = { create: 0, update: 0, delete: 0 };
  for (const [at, step] of steps.entries()) {
    found[step.action] += 1;
    const [seen, name] = step.action === "delete" ? [ids, step.id] : [numbers, step.phoneNumber];
    if (seen.has(name)) throw damaged(`$.steps[${at}]`, `repeats ${name}`);
    seen.add(name);
  }
  for (const action of ["create", "update", "delete"] as const) {
    if (found[action] === counts[action]) continue;
    throw damaged("$.counts", `says ${counts[action]} of ${action}, but there are ${found[action]}`);
  }
}

function damaged(path: string, message: string): PlanError {
  return new PlanError(`The plan is damaged: ${path} ${message}`);
}

/** A place as JSON paths name it: `$.target.orgId`. */
function pathOf({ instancePath }: { readonly instancePath: string }): string {
  const path = instancePath.split("/").slice(1);
  return `$${path.map((name) => (/^[0-9]+$/.test(name) ? `[${name}]` : `.${name}`)).join("")}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
