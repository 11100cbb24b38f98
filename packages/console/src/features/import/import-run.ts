import type { CallmarkClient } from "@callmark/client";
import {
  applyPlan,
  type CountryCode,
  type Desired,
  type Failed,
  FaultyFile,
  LIMITS,
  makePlan,
  type Plan,
  type Problem,
  type Refused,
  requestsOf,
} from "@callmark/sync";
import type { BrandPlace } from "../../shared/session/place.ts";
import { MemoryJournal } from "./memory-journal.ts";
import { refusedDepartments } from "./refused-departments.ts";

/** Caller IDs that are compared in one request. */
const PAGE = 1_000;
/** Requests under way at the same time. */
const CONCURRENCY = 6;
/** How often those who watch are told of progress, in milliseconds. */
const TOLD = 100;

/** Where an apply stands. */
export interface Standing {
  readonly plan: Plan;
  readonly done: number;
  readonly refused: readonly Refused[];
  /** Those that the registry failed on, again and again. */
  readonly failed: readonly Failed[];
  /** Steps in all, those that are left out not counted. */
  readonly total: number;
}

export type ImportState =
  | { readonly is: "choosing" }
  | { readonly is: "reading"; readonly name: string }
  | {
      readonly is: "faulty";
      readonly name: string;
      readonly problems: readonly Problem[];
      readonly count: number;
    }
  | { readonly is: "comparing"; readonly compared: number; readonly total: number | undefined }
  | {
      readonly is: "planned";
      readonly name: string;
      readonly plan: Plan;
      readonly normalised: Desired["normalised"];
    }
  | ({ readonly is: "applying"; readonly isPausing: boolean; readonly isWaiting: boolean } & Standing)
  | ({ readonly is: "paused" } & Standing)
  | ({ readonly is: "finished" } & Standing)
  | { readonly is: "failed"; readonly during: "reading" | "comparing"; readonly error: unknown }
  | ({ readonly is: "stopped"; readonly error: unknown } & Standing);

export interface ImportOptions {
  readonly onFinished: (state: Standing) => void;
  /** Reads a file; throws `FaultyFile` with every line that is wrong. */
  readonly read: (file: File, country: CountryCode | undefined, signal: AbortSignal) => Promise<Desired>;
}

/** One import, from the file to the last change. Lives on while other pages are looked at. */
export class ImportRun {
  #state: ImportState = { is: "choosing" };
  readonly #followers = new Set<() => void>();
  readonly #client: CallmarkClient;
  readonly #place: BrandPlace;
  readonly #options: ImportOptions;
  #abort = new AbortController();
  #stop = new AbortController();
  #journal = new MemoryJournal();
  #deletes = false;

  constructor(client: CallmarkClient, place: BrandPlace, options: ImportOptions) {
    this.#client = client;
    this.#place = place;
    this.#options = options;
  }

  readonly state = (): ImportState => this.#state;

  readonly follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  };

  /** Would it be lost with the page? */
  get isRunning(): boolean {
    const { is } = this.#state;
    return is === "applying" || is === "paused" || is === "stopped";
  }

  /** Checks a file, and compares it with what the brand has. */
  async check(file: File, country: CountryCode | undefined): Promise<void> {
    const { signal } = this.#begin();
    const { name } = file;
    const put = this.#putUntil(signal);
    put({ is: "reading", name });
    try {
      const desired = await this.#options.read(file, country, signal);
      await this.#compare(name, desired, signal);
    } catch (error) {
      if (error instanceof FaultyFile) {
        put({ is: "faulty", name, problems: error.problems, count: error.count });
      } else {
        const during = this.#state.is === "comparing" ? "comparing" : "reading";
        put({ is: "failed", during, error });
      }
    }
  }

  async #compare(name: string, desired: Desired, signal: AbortSignal): Promise<void> {
    const put = this.#putUntil(signal);
    put({ is: "comparing", compared: 0, total: undefined });
    const { orgId, brandId } = this.#place;
    const plan = await makePlan({
      target: { baseUrl: this.#client.baseUrl, orgId, brandId },
      desired,
      remote: this.#client.callerIds(this.#place).list({ limit: PAGE, signal }).pages(),
      now: new Date(),
      onCompared: (compared, total) => put({ is: "comparing", compared, total }),
    });
    const [departments, { brandDetails }] = await Promise.all([
      this.#client.departments({ signal }),
      this.#client.brands({ orgId }).get(brandId, { signal }),
    ]);
    const problems = refusedDepartments(plan, departments, brandDetails.categories?.[0]);
    if (problems.length > 0)
      throw new FaultyFile({ count: problems.length, kept: problems.slice(0, LIMITS.problemsKept) });
    put({ is: "planned", name, plan, normalised: desired.normalised });
  }

  /** Does what the plan says; deletes only where they are wanted. */
  apply(deletes: boolean): void {
    if (this.#state.is !== "planned") return;
    this.#deletes = deletes;
    this.#journal = new MemoryJournal();
    void this.#apply(this.#state.plan);
  }

  /** Finishes what is under way, and begins nothing until it is told to go on. */
  pause(): void {
    if (this.#state.is !== "applying") return;
    this.#stop.abort();
    this.#put({ ...this.#state, isPausing: true });
  }

  /** Goes on where it was paused, or stopped by itself. */
  resume(): void {
    if (this.#state.is === "paused" || this.#state.is === "stopped") void this.#apply(this.#state.plan);
  }

  /** Begins anew with another file; what has been done stays. */
  reset(): void {
    this.#begin();
    this.#put({ is: "choosing" });
  }

  async #apply(plan: Plan): Promise<void> {
    const { signal } = this.#abort;
    const put = this.#putUntil(signal);
    this.#stop = new AbortController();
    let isWaiting = false;
    let told = 0;
    const tell = () => {
      told = Date.now();
      put({
        is: "applying",
        isPausing: this.#stop.signal.aborted,
        isWaiting,
        ...this.#standing(plan),
      });
    };
    tell();
    try {
      const { left } = await applyPlan({
        plan,
        callerIds: this.#client.callerIds(this.#place),
        journal: this.#journal,
        progress: this.#journal.progress,
        deletes: this.#deletes,
        concurrency: CONCURRENCY,
        stop: this.#stop.signal,
        abandon: signal,
        onEnded: () => {
          isWaiting = false;
          if (Date.now() - told >= TOLD) tell();
        },
        onWaiting: () => {
          isWaiting = true;
          tell();
        },
      });
      if (left > 0) {
        put({ is: "paused", ...this.#standing(plan) });
        return;
      }
      const finished = { is: "finished", ...this.#standing(plan) } as const;
      if (put(finished)) this.#options.onFinished(finished);
    } catch (error) {
      put({ is: "stopped", error, ...this.#standing(plan) });
    }
  }

  #standing(plan: Plan): Standing {
    const { done, refused, failed } = this.#journal;
    return { plan, done, refused, failed, total: requestsOf(plan, { deletes: this.#deletes }) };
  }

  #begin(): AbortController {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#abort;
  }

  /** Moves on for as long as nothing was begun anew: an answer that comes later changes nothing. Did it? */
  #putUntil(signal: AbortSignal): (state: ImportState) => boolean {
    return (state) => {
      if (!signal.aborted) this.#put(state);
      return !signal.aborted;
    };
  }

  #put(state: ImportState): void {
    this.#state = state;
    for (const follower of this.#followers) follower();
  }
}
