import type { CallerId, State } from "@callmark/client";
import type { Desired, DesiredRow } from "../reading/rows.ts";
import { PLAN_KIND, PLAN_VERSION, type Plan, type Step, type Target } from "./plan.ts";

/** A part of what the brand has. */
export interface RemotePage {
  readonly data: readonly CallerId[];
  /** How many there are in all. */
  readonly total?: number;
}

export interface PlanInput {
  readonly target: Target;
  readonly desired: Desired;
  /** All of the brand's caller IDs, each once. They are compared as they come, and not kept. */
  readonly remote: AsyncIterable<RemotePage>;
  /** What is equal and has one of these states is put again, for another review. */
  readonly resubmit?: readonly State[];
  readonly now: Date;
  /** How many of the brand's caller IDs have been compared, of how many. */
  readonly onCompared?: (compared: number, total: number | undefined) => void;
}

type UpdateStep = Extract<Step, { action: "update" }>;
type DeleteStep = Extract<Step, { action: "delete" }>;

/**
 * Compares what a brand shall have with what it has. Where it has a number more than once, the newest is kept and the
 * others are to be deleted.
 */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { target, desired, now, resubmit = [] } = input;
  const { rows, hasDepartments, columns, country } = desired;
  const places = new Map(rows.map(({ phoneNumber }, place) => [phoneNumber, place]));
  const isThere = new Uint8Array(rows.length);
  const updates: [place: number, step: UpdateStep][] = [];
  const deletes: DeleteStep[] = [];
  let compared = 0;
  for await (const { data, total } of input.remote) {
    for (const callerId of data) {
      const place = places.get(callerId.callerIdDetails.phoneNumber);
      const row = place === undefined ? undefined : rows[place];
      if (place === undefined || row === undefined || isThere[place] === 1) {
        deletes.push(deleteOf(callerId));
        continue;
      }
      isThere[place] = 1;
      const department = hasDepartments ? row.department : departmentOf(callerId);
      const update = updateOf(callerId, row, department, resubmit);
      if (update !== undefined) updates.push([place, update]);
    }
    compared += data.length;
    input.onCompared?.(compared, total);
  }
  const creates = rows.filter((_, place) => isThere[place] === 0).map(createOf);
  const inOrder = updates.sort(([a], [b]) => a - b).map(([, step]) => step);
  const steps = [...creates, ...inOrder, ...deletes];
  return {
    kind: PLAN_KIND,
    version: PLAN_VERSION,
    made: now.toISOString(),
    target,
    ...(country !== undefined && { country }),
    columns,
    counts: {
      create: creates.length,
      update: updates.length,
      delete: deletes.length,
      leave: compared - updates.length - deletes.length,
    },
    remote: compared,
    steps,
  };
}

/** The department of a caller ID; a server may write `null` where there is none. */
export function departmentOf({ callerIdDetails }: CallerId): string | undefined {
  return callerIdDetails.department ?? undefined;
}

/** Takes what a brand has as what another shall have. */
export async function desiredOf(remote: AsyncIterable<RemotePage>): Promise<Desired> {
  const rows = new Map<string, DesiredRow>();
  let line = 1;
  for await (const { data } of remote) {
    for (const callerId of data) {
      line += 1;
      const { phoneNumber } = callerId.callerIdDetails;
      const department = departmentOf(callerId);
      // Newest first, and of one number the newest counts.
      if (rows.has(phoneNumber)) continue;
      rows.set(phoneNumber, { line, phoneNumber, ...(department !== undefined && { department }) });
    }
  }
  const none = { count: 0, examples: [] };
  return {
    rows: [...rows.values()],
    columns: ["phoneNumber", "department"],
    hasDepartments: true,
    normalised: none,
  };
}

function createOf({ line, phoneNumber, department, record }: DesiredRow): Step {
  return {
    action: "create",
    phoneNumber,
    ...(department !== undefined && { department }),
    line,
    ...(record !== undefined && { record }),
  };
}

function updateOf(
  callerId: CallerId,
  { line, phoneNumber, record }: DesiredRow,
  department: string | undefined,
  resubmit: readonly State[],
): UpdateStep | undefined {
  const { id, etag, state } = callerId;
  const was = departmentOf(callerId);
  const isEqual = was === department;
  if (isEqual && !resubmit.includes(state)) return undefined;
  return {
    action: "update",
    phoneNumber,
    ...(department !== undefined && { department }),
    id,
    etag,
    ...(!isEqual && was !== undefined && { was }),
    ...(isEqual && { resubmitted: state }),
    line,
    ...(record !== undefined && { record }),
  };
}

function deleteOf(callerId: CallerId): DeleteStep {
  const { id, etag, callerIdDetails } = callerId;
  const { phoneNumber } = callerIdDetails;
  const department = departmentOf(callerId);
  return { action: "delete", phoneNumber, ...(department !== undefined && { department }), id, etag };
}
