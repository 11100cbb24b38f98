import {
  BadRequest,
  type CallerId,
  type CallerIdDetails,
  type CallerIdField,
  type CallmarkError,
  eq,
  NotFound,
  PayloadTooLarge,
  Rejected,
  type Resources,
  ServerError,
  StaleEtag,
} from "@callmark/client";
import { departmentOf } from "../planning/make-plan.ts";
import type { Action, Step } from "../planning/plan.ts";

/** A brand's caller IDs, as far as an apply needs them. */
export type CallerIds = Pick<
  Resources<CallerId, CallerIdDetails, CallerIdField>,
  "list" | "create" | "update" | "delete"
>;

/** What became of a step that was answered. */
export type Outcome =
  | { readonly is: "done"; readonly id?: string; readonly etag?: string; readonly found?: true }
  | { readonly is: "refused"; readonly code: string; readonly message: string };

/** The code of a row that somebody else changed between plan and apply. */
export const CHANGED = "ChangedSincePlan";

type StepOf<A extends Action> = Extract<Step, { action: A }>;
interface Call {
  readonly callerIds: CallerIds;
  readonly signal: AbortSignal;
}

/**
 * Sends a step's request. What it finds changed is looked up: where it is as desired already, the step is done.
 *
 * Throws what is no answer about this row: a connection that is lost, an account that may not write, a brand that is
 * not there, and the signal's reason; and `ServerError`, where the server has failed and the step is not done.
 *
 * @param isBegun its request was sent once before, and nobody knows what became of it
 */
export async function carryOut(step: Step, isBegun: boolean, call: Call): Promise<Outcome> {
  if (isBegun) {
    const outcome = await find(step, call);
    if (outcome !== undefined) return outcome;
  }
  try {
    return await send(step, call);
  } catch (error) {
    const isRefusal = isAboutTheRow(error);
    if (!isRefusal && !(error instanceof ServerError)) throw error;
    const outcome = await find(step, call);
    // What is refused because it is so already, and was sent this once, is somebody else's.
    if (outcome?.is === "done" && isRefusal && !isBegun) return { ...outcome, found: true };
    if (outcome !== undefined) return outcome;
    if (isRefusal) return refusalOf(error);
    throw error;
  }
}

async function send(step: Step, { callerIds, signal }: Call): Promise<Outcome> {
  switch (step.action) {
    case "create": {
      const { id, etag } = await callerIds.create(detailsOf(step), { signal });
      return { is: "done", id, etag };
    }
    case "update": {
      const { id, etag } = await callerIds.update(step, detailsOf(step), { signal });
      return { is: "done", id, etag };
    }
    case "delete":
      await callerIds.delete(step, { signal });
      return { is: "done", id: step.id };
  }
}

/** What became of a step, by what the brand has: `undefined` where its request is yet to be sent, or was refused. */
async function find(step: Step, call: Call): Promise<Outcome | undefined> {
  const found = await lookUp(step, call);
  return found === undefined ? whereMissing(step) : whereFound(step, found);
}

/**
 * What the brand has now of what the step is about: by its number where it was to be created, else by its id, since a
 * brand may have a number twice. Throws `NotFound` where there is no such brand.
 */
function lookUp(step: Step, { callerIds, signal }: Call): Promise<CallerId | undefined> {
  const where =
    step.action === "create" ? eq("callerIdDetails.phoneNumber", step.phoneNumber) : eq("id", step.id);
  return callerIds.list({ where, signal }).first();
}

/** What it means that it is not there; `undefined` as above. */
function whereMissing({ action }: Step): Outcome | undefined {
  switch (action) {
    case "create":
      return undefined;
    case "update":
      return changed("it was deleted");
    case "delete":
      return { is: "done" };
  }
}

/** What it means that it is there; `undefined` as above. */
function whereFound(step: Step, found: CallerId): Outcome | undefined {
  const { id, etag } = found;
  const isEqual = departmentOf(found) === step.department;
  switch (step.action) {
    case "create":
      return isEqual ? { is: "done", id, etag } : changed("it was created with another department");
    case "update":
      if (isUntouched(step, found)) return undefined;
      return isEqual ? { is: "done", id, etag } : changed("it has another department now");
    case "delete":
      return isUntouched(step, found) ? undefined : changed("it was updated");
  }
}

function isUntouched(step: StepOf<"update"> | StepOf<"delete">, found: CallerId): boolean {
  return found.etag === step.etag;
}

function changed(how: string): Outcome {
  return {
    is: "refused",
    code: CHANGED,
    message: `The caller ID has changed since the plan was made: ${how}`,
  };
}

/** Is it an answer about this row, so that the next may fare better? */
function isAboutTheRow(error: unknown): error is CallmarkError {
  return [Rejected, BadRequest, StaleEtag, NotFound, PayloadTooLarge].some((kind) => error instanceof kind);
}

function refusalOf({ code, message, name }: CallmarkError): Outcome {
  return { is: "refused", code: code ?? name, message };
}

function detailsOf({ phoneNumber, department }: Step): CallerIdDetails {
  return { phoneNumber, ...(department !== undefined && { department }) };
}
