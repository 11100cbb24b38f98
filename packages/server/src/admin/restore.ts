import type { Readable } from "node:stream";
import type { Bulk } from "../store/bulk.ts";
import { WrongLine } from "../store/moving/lines.ts";
import { NotEmpty, type Restored, restore } from "../store/moving/restore.ts";
import { AdminError } from "./error.ts";
import { readLines } from "./lines.ts";
import { bytesOf } from "./source.ts";

/** The longest line that a dump may have, in bytes: some times what a resource's body may have. */
const LINE_MAXIMUM = 1024 * 1024;

export interface RestoreInput {
  /** A file, or where the dump comes from otherwise. */
  readonly from: string | Readable;
  readonly signal?: AbortSignal;
  /** Told now and then how many rows are written, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Writes a dump into a registry without organizations, all of it or nothing. Throws `AdminError`. */
export async function restoreRegistry(
  bulk: Bulk,
  { from, signal, onProgress }: RestoreInput,
): Promise<Restored> {
  const lines = readLines(bytesOf(from, signal), LINE_MAXIMUM);
  try {
    return await bulk.write((tx) => restore(tx, lines, onProgress && { onProgress }));
  } catch (error) {
    if (error instanceof WrongLine || error instanceof AdminError) {
      throw new AdminError("failed", `${error.message}. Nothing was restored`);
    }
    if (!(error instanceof NotEmpty)) throw error;
    throw new AdminError("failed", `${error.message}: a dump is restored into one that has none`);
  }
}
