import { ServerError } from "@callmark/client";
import type { Failed } from "./journal.ts";

/** How often a row is tried on which the server fails. */
const TRIES = 5;
/** Milliseconds before the second try; each wait is twice as long as the one before. */
const FIRST_DELAY = 1_000;
/** Rows that the server fails on, one after another and none that it answers: then it is not about the rows. */
const IN_A_ROW = 5;

/** How often the server has failed on a row, and what it answered meanwhile. */
export interface Tries {
  readonly failures: number;
  /** Rows that had been answered when it failed last. */
  readonly answered: number;
}

/** What comes next of a row that the server has failed on. */
export type Next =
  /** It is tried again, after so many milliseconds. */
  | { readonly delay: number; readonly tries: Tries }
  /** It has failed, while others were answered. */
  | { readonly failed: Failed }
  /** It is put aside, until another row tells whether it is the row or the server. */
  | "aside";

/**
 * Tells a row that the server cannot do from a server that can do nothing, both of which answer 500. A row is tried a few
 * times. Then it has failed, as soon as any other row is answered; where none is, the server is given up.
 */
export class Failing {
  #answered = 0;
  #aside: Failed[] = [];

  /** A row was answered. Gives those that were put aside: it is they that the server cannot do. */
  answered(): readonly Failed[] {
    this.#answered += 1;
    return this.takeAside();
  }

  /** Those that are still put aside, which then are no more. */
  takeAside(): readonly Failed[] {
    const aside = this.#aside;
    this.#aside = [];
    return aside;
  }

  /** What comes next of a row. Throws a `ServerError` that says so where it is the server. */
  next(step: number, error: ServerError, earlier: Tries | undefined): Next {
    const answered = this.#answered;
    const failures = (earlier?.failures ?? 0) + 1;
    if (failures < TRIES) return { delay: FIRST_DELAY * 2 ** (failures - 1), tries: { failures, answered } };
    const failed: Failed = { step, is: "failed", code: error.code ?? error.name, message: error.message };
    if (answered > (earlier?.answered ?? 0)) return { failed };
    this.#aside.push(failed);
    if (this.#aside.length < IN_A_ROW) return "aside";
    const message = `The server fails on every row, ${IN_A_ROW} in a row by now: ${error.message}`;
    throw new ServerError({ ...error, message, cause: error });
  }
}
