import { closeSync, fdatasync, ftruncateSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { type Journal, type JournalEntry, type Progress, readJournal, writeEntry } from "@callmark/sync";

/** Milliseconds between the times that what was written is brought to the disk. */
const SYNC_EVERY = 1_000;

/** A journal that is a file: an entry a line. */
export interface JournalFile extends Journal, AsyncDisposable {
  /** What it said when it was opened. */
  readonly progress: Progress;
}

/**
 * Opens a journal, or begins one. An entry is the system's once `append` returns, so that it outlives the process; it is
 * on the disk a second later at the latest. What a loss of power takes is found out by asking the server.
 *
 * Throws `JournalError` where the file is damaged.
 */
export function openJournal(path: string, steps: number): JournalFile {
  const file = openSync(path, "a+", 0o600);
  const text = readFileSync(path, "utf8");
  const progress = readJournal(text, steps);
  // A line that was torn would spoil the next one.
  ftruncateSync(file, Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)));
  let isDirty = false;
  const sync = promisify(fdatasync);
  const timer = setInterval(() => {
    if (!isDirty) return;
    isDirty = false;
    // The end of the apply waits for the disk, and tells what it says.
    sync(file).catch(() => {});
  }, SYNC_EVERY);
  timer.unref();
  return {
    progress,
    append(entry: JournalEntry) {
      isDirty = true;
      // Whole, or not without an error: a disk that is nearly full takes a part of what one write gives it.
      writeFileSync(file, writeEntry(entry));
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sync(file);
      closeSync(file);
    },
  };
}
