import type { CallerId } from "@callmark/client";
import type { RowWalk } from "./row-walk.ts";

/** More changes at once than this are not followed one by one: the rows are read anew. */
const FOLLOWED = 2_000;
/** How often the rows are counted anew while things happen, in milliseconds. */
const COUNTED = 1_000;

/** How a walk's rows are asked for anew. */
export interface Asked {
  /** Those of some rows that are there and match. */
  readonly read: (ids: readonly string[], signal: AbortSignal) => Promise<readonly CallerId[]>;
  readonly count: (signal: AbortSignal) => Promise<number>;
  /** Rows that `read` takes at once at most; none where there is no room for one. */
  readonly atOnce: number;
}

export interface CatchUpOptions {
  readonly walk: RowWalk;
  readonly asked: Asked;
  /** Told of rows that are now as they were just read. */
  readonly onRead: (ids: readonly string[]) => void;
  /** Called where too much has changed to follow it. */
  readonly onTooMany: () => void;
}

/** Keeps the rows of one walk as they are, one request after the other. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #ended = new AbortController();
  readonly #waiting = new Set<string>();
  #hasBegun = false;
  #isReading = false;
  #counting: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** The first rows are there: what changes from now on, and has since they were asked for, is read. */
  begin(): void {
    this.#hasBegun = true;
    void this.#read();
  }

  /** Says that rows have changed. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.#waiting.add(id);
    void this.#read();
  }

  /** Counts the rows anew, before long. */
  recount(): void {
    this.#counting ??= setTimeout(() => void this.#count(), COUNTED);
  }

  end(): void {
    this.#ended.abort();
    clearTimeout(this.#counting);
  }

  async #read(): Promise<void> {
    const { walk, asked, onRead, onTooMany } = this.#options;
    const { signal } = this.#ended;
    if (!this.#hasBegun || this.#isReading || asked.atOnce < 1) return;
    this.#isReading = true;
    while (this.#waiting.size > 0 && !signal.aborted) {
      if (this.#waiting.size > FOLLOWED) {
        this.#waiting.clear();
        onTooMany();
        break;
      }
      const ids = [...this.#waiting].slice(0, asked.atOnce);
      for (const id of ids) this.#waiting.delete(id);
      try {
        const current = await asked.read(ids, signal);
        if (signal.aborted) break;
        const there = new Set(current.map(({ id }) => id));
        walk.patch(
          current,
          ids.filter((id) => !there.has(id)),
        );
        onRead(ids);
      } catch {
        // Rows that could not be read stay as they were; whatever is opened is read for itself.
      }
    }
    this.#isReading = false;
  }

  async #count(): Promise<void> {
    this.#counting = undefined;
    const { walk, asked } = this.#options;
    const { signal } = this.#ended;
    const total = await asked.count(signal).catch(() => undefined);
    if (total !== undefined && !signal.aborted) walk.recount(total);
  }
}
