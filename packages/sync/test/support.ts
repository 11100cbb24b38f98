import type { Time } from "@callmark/client";
import type { Desired, DesiredRow } from "../src/index.ts";

/** The bytes of a file, in pieces of a size. */
export async function* bytesOf(text: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What a plain file with these rows asks for. */
export function desired(rows: readonly Omit<DesiredRow, "line">[]): Desired {
  return {
    rows: rows.map((row, index) => ({ line: index + 2, ...row })),
    columns: ["phoneNumber", "department"],
    hasDepartments: true,
    normalised: { count: 0, examples: [] },
  };
}

export const TARGET = { baseUrl: "http://127.0.0.1:1", orgId: "1", brandId: "2" };

/** A clock on which every wait is over at once. */
export function hastyTime(): Time & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    async sleep(milliseconds, signal) {
      waits.push(milliseconds);
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}
