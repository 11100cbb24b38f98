import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeNewFile } from "../new-file.ts";
import type { Bulk } from "../store/bulk.ts";
import { dump } from "../store/moving/dump.ts";
import type { Rows } from "../store/moving/frame.ts";

export interface DumpInput {
  /** A file that is not there yet, or where the text goes otherwise. */
  readonly to: string | Writable;
  /** Hashes of secrets and tokens, and the root key, as well? */
  readonly secrets: boolean;
  readonly signal?: AbortSignal;
  /** Told now and then how many rows are through, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Dumped {
  /** How many rows of each kind. */
  readonly rows: Rows;
  readonly secrets: boolean;
}

/** Writes a whole registry as text, one moment's state, while others write. A file that is not whole is not left. */
export async function dumpRegistry(bulk: Bulk, { to, ...options }: DumpInput): Promise<Dumped> {
  if (typeof to !== "string") return await writeDump(bulk, to, false, options);
  const made: Dumped[] = [];
  await writeNewFile(to, "dump", async (file) => {
    // Secrets are for whoever runs this alone.
    const mode = options.secrets ? 0o600 : 0o666;
    made.push(await writeDump(bulk, createWriteStream(file, { flags: "wx", mode }), true, options));
  });
  const [dumped] = made;
  if (dumped === undefined) throw new Error("No dump was written");
  return dumped;
}

async function writeDump(
  bulk: Bulk,
  sink: Writable,
  end: boolean,
  { secrets, signal, onProgress }: Omit<DumpInput, "to">,
): Promise<Dumped> {
  return await bulk.read(async (tx) => {
    let rows: Rows = {};
    const text = async function* () {
      rows = yield* dump(tx, { secrets, ...(onProgress && { onProgress }) });
    };
    await pipeline(text, sink, { end, ...(signal && { signal }) });
    return { rows, secrets };
  });
}
