import { styleText } from "node:util";
import { type Action, type Plan, requestsOf, type Step } from "@callmark/sync";
import { fit, oneLine } from "../listing/text.ts";
import { count, counted, duration } from "../progress.ts";

const EXAMPLES = 3;
/** Columns that a department may take. A file may hold any text for one, and a person sees which by its beginning. */
const DEPARTMENT = 60;
const SIGNS = { create: "+", update: "~", delete: "-", leave: "=" } as const;
const COLOURS = { create: "green", update: "yellow", delete: "red", leave: "dim" } as const;

export interface SummaryOptions {
  /** Whether what is not in the file is deleted. */
  readonly deletes: boolean;
  readonly requestsPerSecond: number | undefined;
}

/** What a plan says, for a person. */
export function summaryLines(plan: Plan, options: SummaryOptions): string[] {
  const { target, counts, remote } = plan;
  const { create, update, delete: remove, leave } = counts;
  const width = count(Math.max(create, update, remove, leave)).length;
  const line = (kind: keyof typeof SIGNS, many: number, what: string, examples = "") => {
    const text = `  ${SIGNS[kind]} ${count(many).padStart(width)} ${what}`;
    return styleText(many === 0 ? "dim" : COLOURS[kind], text, { stream: process.stdout }) + examples;
  };
  const removing = options.deletes ? "to delete" : "not in the file; only --delete deletes them";
  return [
    `Brand ${target.brandId} at ${target.baseUrl} has ${count(remote)} caller IDs`,
    line("create", create, "to create", examplesOf(plan, "create")),
    line("update", update, "to update", examplesOf(plan, "update")),
    line("delete", remove, removing, examplesOf(plan, "delete")),
    line("leave", leave, "as they shall be"),
    costLine(plan, options),
  ];
}

/** What a plan says, for a machine. */
export function summaryOf(plan: Plan, options: SummaryOptions) {
  const { target, made, counts, remote } = plan;
  const requests = requestsOf(plan, options);
  const { requestsPerSecond } = options;
  return {
    target,
    made,
    remote,
    counts,
    requests,
    ...(requestsPerSecond !== undefined && {
      requestsPerSecond,
      seconds: Math.ceil(requests / requestsPerSecond),
    }),
  };
}

function costLine(plan: Plan, { deletes, requestsPerSecond }: SummaryOptions): string {
  const requests = requestsOf(plan, { deletes });
  const all = requestsOf(plan, { deletes: true });
  const others = all === requests ? "" : ` (${count(all)} with --delete)`;
  const time =
    requestsPerSecond === undefined
      ? ""
      : `, ${duration(requests / requestsPerSecond)} at ${requestsPerSecond} a second`;
  return `${counted(requests, "request")}${others}${time}`;
}

function examplesOf({ steps, counts }: Plan, action: Action): string {
  const some: string[] = [];
  for (const step of steps) {
    if (step.action !== action) continue;
    some.push(exampleOf(step));
    if (some.length === EXAMPLES) break;
  }
  if (some.length === 0) return "";
  return `: ${some.join("; ")}${counts[action] > EXAMPLES ? "; …" : ""}`;
}

function exampleOf(step: Step): string {
  const department = shown(step.department);
  if (step.action === "update") {
    const change = step.resubmitted ?? `${shown(step.was)} → ${department}`;
    return `${step.phoneNumber} (${change})`;
  }
  return step.department === undefined ? step.phoneNumber : `${step.phoneNumber} (${department})`;
}

function shown(department = "no department"): string {
  return fit(oneLine(department), DEPARTMENT);
}
