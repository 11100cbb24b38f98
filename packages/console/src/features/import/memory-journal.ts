import type { Failed, Journal, JournalEntry, Progress, Refused } from "@callmark/sync";

/** Writes down what an apply does for as long as the page lives, so that a paused one can go on. */
export class MemoryJournal implements Journal {
  readonly #begun = new Set<number>();
  readonly #done = new Set<number>();
  readonly #refused = new Map<number, Refused>();
  readonly #failed = new Map<number, Failed>();

  append(entry: JournalEntry): void {
    if (entry.is === "begun") {
      this.#begun.add(entry.step);
      return;
    }
    this.#begun.delete(entry.step);
    if (entry.is === "done") this.#done.add(entry.step);
    else if (entry.is === "refused") this.#refused.set(entry.step, entry);
    else this.#failed.set(entry.step, entry);
  }

  /** What has been done so far; a copy, since an apply must not see its own entries there. */
  get progress(): Progress {
    return {
      begun: new Set(this.#begun),
      done: new Set(this.#done),
      refused: new Map(this.#refused),
      failed: new Map(this.#failed),
    };
  }

  get done(): number {
    return this.#done.size;
  }

  /** In the order of the plan. */
  get refused(): readonly Refused[] {
    return [...this.#refused.values()].toSorted((a, b) => a.step - b.step);
  }

  /** In the order of the plan. */
  get failed(): readonly Failed[] {
    return [...this.#failed.values()].toSorted((a, b) => a.step - b.step);
  }
}
