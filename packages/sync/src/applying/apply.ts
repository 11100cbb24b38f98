import { isAway, ServerError, systemTime, type Time } from "@callmark/client";
import { LIMITS } from "../limits.ts";
import type { Plan, Step } from "../planning/plan.ts";
import { type CallerIds, carryOut } from "./carry-out.ts";
import { Failing, type Tries } from "./failing.ts";
import type { Ended, Failed, Journal, Progress, Refused } from "./journal.ts";
import { Outage, type Waiting } from "./outage.ts";

export interface ApplyInput {
  readonly plan: Plan;
  /** Those of the plan's brand. */
  readonly callerIds: CallerIds;
  readonly journal: Journal;
  /** What the journal said before; without it, nothing has been done. */
  readonly progress?: Progress;
  /** Whether what the plan deletes is deleted; otherwise it is left. */
  readonly deletes: boolean;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Ends the apply: what is under way is finished, and nothing new begun. */
  readonly stop?: AbortSignal;
  /** Ends it at once: what is under way is given up, and looked up by whoever goes on. */
  readonly abandon?: AbortSignal;
  /** Milliseconds without any answer after which it is given up. */
  readonly patience?: number;
  readonly time?: Time;
  readonly onEnded?: (entry: Ended, step: Step) => void;
  readonly onWaiting?: (waiting: Waiting) => void;
  /** Told once, when the server fails on a row that is then tried again. */
  readonly onFailing?: (error: ServerError) => void;
}

/** What became of a plan. */
export interface Applied {
  /** By the apply itself: what is as desired after an answer that was lost (503 as well) is taken for its own. */
  readonly done: { readonly create: number; readonly update: number; readonly delete: number };
  /** Steps that somebody else had done since the plan was made. */
  readonly found: number;
  /** In the order of the steps. */
  readonly refused: readonly Refused[];
  /** Those that the server failed on, again and again; in the order of the steps. */
  readonly failed: readonly Failed[];
  /** Steps that are yet to be done; 0 once it is finished. */
  readonly left: number;
}

/** Milliseconds: long enough for a server that is restarted, short enough to be told before the night is over. */
const PATIENCE = 10 * 60_000;

/**
 * Does what a plan says: creates and updates, then deletes; deletes first where the brand would otherwise have more than
 * it should. A row that is refused is written down, and the others go on; so is one that the server fails on each time
 * that it is tried, while others are answered.
 *
 * Throws what no other row can do anything about: an account that may not write, a brand that is not there, a server
 * that stays away, or fails on every row; with the journal's help it can then be gone on with.
 */
export async function applyPlan(input: ApplyInput): Promise<Applied> {
  const { plan, progress, concurrency } = input;
  const work = new Work(input);
  for (const phase of phasesOf(plan, input.deletes)) {
    const left = phase.filter((place) => !isEnded(place, progress));
    await inParallel(left, concurrency, (place) => work.do(place));
  }
  await work.finish();
  return appliedOf(input, work.ended);
}

/** The places of the steps that are done before the next ones begin. */
function phasesOf({ counts, remote, steps }: Plan, deletes: boolean): number[][] {
  const placesOf = (isWanted: (step: Step) => boolean) =>
    steps.flatMap((step, place) => (isWanted(step) ? [place] : []));
  const writes = placesOf(({ action }) => action !== "delete");
  if (!deletes) return [writes];
  const removals = placesOf(({ action }) => action === "delete");
  const isTight = remote + counts.create > LIMITS.callerIdsPerBrand;
  return isTight ? [removals, writes] : [writes, removals];
}

class Work {
  readonly ended = new Map<number, Ended>();
  readonly #input: ApplyInput;
  readonly #time: Time;
  readonly #outage: Outage;
  readonly #failing = new Failing();
  #isFailingTold = false;
  readonly #signal: AbortSignal;
  /** Ends every wait. */
  readonly #stopped: AbortSignal;
  /** Ends the others once one has failed for good. */
  readonly #failed = new AbortController();

  constructor(input: ApplyInput) {
    const { time = systemTime, patience = PATIENCE, onWaiting, abandon, stop } = input;
    this.#input = input;
    this.#time = time;
    this.#outage = new Outage({ time, patience, onWaiting });
    this.#signal =
      abandon === undefined ? this.#failed.signal : AbortSignal.any([abandon, this.#failed.signal]);
    this.#stopped = stop === undefined ? this.#signal : AbortSignal.any([stop, this.#signal]);
  }

  /** Does a step; `false` where no other may be begun. */
  async do(place: number): Promise<boolean> {
    try {
      return await this.#do(place);
    } catch (error) {
      if (this.#input.abandon?.aborted) return false;
      // The others are not waited for in vain; what they were about is looked up by whoever goes on.
      this.#failed.abort(error);
      throw error;
    }
  }

  /** Writes down what is still put aside, now that no other row can tell; nothing where the apply was ended early. */
  async finish(): Promise<void> {
    if (this.#stopped.aborted) return;
    for (const failed of this.#failing.takeAside()) await this.#end(failed);
  }

  async #do(place: number): Promise<boolean> {
    const { plan, progress, journal, callerIds } = this.#input;
    const step = plan.steps[place];
    if (step === undefined) return true;
    const call = { callerIds, signal: this.#signal };
    let tries: Tries | undefined;
    for (let isBegun = progress?.begun.has(place) ?? false; ; isBegun = true) {
      await this.#outage.over();
      if (this.#stopped.aborted) return false;
      if (!isBegun) await journal.append({ step: place, is: "begun" });
      try {
        const outcome = await carryOut(step, isBegun, call);
        this.#outage.answered();
        await this.#end({ step: place, ...outcome });
        for (const failed of this.#failing.answered()) await this.#end(failed);
        return true;
      } catch (error) {
        // What ended all of them is told, and not what came of this one behind it.
        this.#signal.throwIfAborted();
        if (isAway(error)) {
          await this.#outage.wait(error, this.#stopped);
        } else if (error instanceof ServerError) {
          const next = this.#failing.next(place, error, tries);
          if (next === "aside") return true;
          if ("failed" in next) {
            await this.#end(next.failed);
            return true;
          }
          tries = next.tries;
          this.#tellFailing(error);
          await this.#time.sleep(next.delay, this.#stopped).catch(() => {});
        } else throw error;
      }
    }
  }

  #tellFailing(error: ServerError): void {
    if (this.#isFailingTold) return;
    this.#isFailingTold = true;
    this.#input.onFailing?.(error);
  }

  async #end(entry: Ended): Promise<void> {
    const { plan, journal, onEnded } = this.#input;
    await journal.append(entry);
    this.ended.set(entry.step, entry);
    const step = plan.steps[entry.step];
    if (step !== undefined) onEnded?.(entry, step);
  }
}

/** So many at a time, in their order, until one says that it was the last, or throws; waits for those under way. */
async function inParallel(
  places: readonly number[],
  limit: number,
  work: (place: number) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < places.length) {
      const place = places[next++];
      if (place === undefined || (await work(place))) continue;
      next = places.length;
    }
  };
  const workers = Array.from({ length: Math.min(limit, places.length) }, worker);
  const failed = (await Promise.allSettled(workers)).find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function isEnded(place: number, progress: Progress | undefined): boolean {
  return (
    progress !== undefined &&
    [progress.done, progress.refused, progress.failed].some((ended) => ended.has(place))
  );
}

/** What became of a plan so far: by what a journal says, and by what has ended since it was read. */
export function appliedOf(
  { plan: { steps }, progress, deletes }: Pick<ApplyInput, "plan" | "progress" | "deletes">,
  ended: ReadonlyMap<number, Ended> = new Map(),
): Applied {
  const done = { create: 0, update: 0, delete: 0 };
  let found = 0;
  const refused: Refused[] = [];
  const failed: Failed[] = [];
  let left = 0;
  for (const [place, { action }] of steps.entries()) {
    const entry = ended.get(place) ?? progress?.refused.get(place) ?? progress?.failed.get(place);
    if (entry?.is === "refused") refused.push(entry);
    else if (entry?.is === "failed") failed.push(entry);
    else if (entry?.is === "done" ? entry.found : progress?.found?.has(place)) found += 1;
    else if (entry?.is === "done" || progress?.done.has(place)) done[action] += 1;
    else if (action !== "delete" || deletes) left += 1;
  }
  return { done, found, refused, failed, left };
}
