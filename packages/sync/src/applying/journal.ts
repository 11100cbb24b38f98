import { excerpt } from "../excerpt.ts";

/** UTF-16 code units of a damaged line that are shown. */
const SHOWN = 80;

/** A step's request is about to be sent. */
export interface Begun {
  /** The step's place in the plan, from 0. */
  readonly step: number;
  readonly is: "begun";
}

/** A step is done: by its request, or because everything was found as desired already. */
export interface Done {
  readonly step: number;
  readonly is: "done";
  /** Somebody else had done it: the server refused the request, and all was as desired. */
  readonly found?: true;
  /** Of what was created or updated. */
  readonly id?: string;
  readonly etag?: string;
}

/** A step was refused, and is not tried again. */
export interface Refused {
  readonly step: number;
  readonly is: "refused";
  /** The server's, or `ChangedSincePlan`. */
  readonly code: string;
  readonly message: string;
}

/** The server failed on a step again and again, and not on others; another plan may try it anew. */
export interface Failed {
  readonly step: number;
  readonly is: "failed";
  /** The server's. */
  readonly code: string;
  readonly message: string;
}

export type Ended = Done | Refused | Failed;
export type JournalEntry = Begun | Ended;

/** Where an apply writes down what it does, so that another one can go on with it. */
export interface Journal {
  /** Returns, or resolves, once the entry can no longer be lost with the process. */
  append(entry: JournalEntry): void | Promise<void>;
}

/** What a journal says of the steps of a plan. */
export interface Progress {
  /** Those whose request was on its way, so that nobody knows what became of it. */
  readonly begun: ReadonlySet<number>;
  readonly refused: ReadonlyMap<number, Refused>;
  readonly failed: ReadonlyMap<number, Failed>;
  readonly done: ReadonlySet<number>;
  /** Those of them that somebody else had done; absent where the journal does not tell. */
  readonly found?: ReadonlySet<number>;
}

/** A journal that is no journal, or of another plan. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/** An entry as a line. */
export function writeEntry(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * Reads the lines that were appended. A last line without its end was being written when the process was killed, and
 * counts for nothing. Throws `JournalError` where another line is damaged, or is about a step that the plan has not.
 *
 * @param steps how many the plan has
 */
export function readJournal(text: string, steps: number): Progress {
  const begun = new Set<number>();
  const done = new Set<number>();
  const found = new Set<number>();
  const refused = new Map<number, Refused>();
  const failed = new Map<number, Failed>();
  const lines = text.split("\n").slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const entry = entryOf(line);
    if (entry === undefined || entry.step >= steps) {
      throw new JournalError(
        `Line ${index + 1} of the journal is damaged, or of another plan: ${excerpt(line, SHOWN)}`,
      );
    }
    if (entry.is === "begun") {
      begun.add(entry.step);
      continue;
    }
    begun.delete(entry.step);
    if (entry.is === "done") {
      done.add(entry.step);
      if (entry.found) found.add(entry.step);
    } else if (entry.is === "refused") refused.set(entry.step, entry);
    else failed.set(entry.step, entry);
  }
  return { begun, done, found, refused, failed };
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<JournalEntry> | null;
    if (entry === null || !Number.isSafeInteger(entry.step) || Number(entry.step) < 0) return undefined;
    if (entry.is === "begun" || entry.is === "done") return entry as Begun | Done;
    if (entry.is !== "refused" && entry.is !== "failed") return undefined;
    const saysWhy = typeof entry.code === "string" && typeof entry.message === "string";
    return saysWhy ? (entry as Refused | Failed) : undefined;
  } catch {
    return undefined;
  }
}
