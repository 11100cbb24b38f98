import { randomFillSync } from "node:crypto";
import { ID_PATTERN } from "@callmark/contract/vocabulary";

const ID = new RegExp(ID_PATTERN);

/** Is this an id as a path may have it (docs/contract.md, Resource)? */
export function isId(text: string): boolean {
  return ID.test(text);
}

const FIRST = 10n ** 18n;
const SPAN = 9n * FIRST;

/** Random bytes are drawn many at once: where other code runs in between, a draw costs more than all else of an id. */
const pool = Buffer.alloc(4_096);
let taken = pool.length;

function pooled(bytes: number): Buffer {
  if (taken + bytes > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += bytes;
  return pool.subarray(taken - bytes, taken);
}

/**
 * A new id: 19 digits, 63 random bits. Unique without coordination between nodes (the store draws again in the
 * one case that its index refuses), and nobody finds another's id by counting.
 */
export function newId(random: (bytes: number) => Buffer = pooled): string {
  for (;;) {
    const drawn = random(8).readBigUInt64BE();
    // 2 spans fit into 64 bits; what is left over would favour the low ids.
    if (drawn < 2n * SPAN) return String(FIRST + (drawn % SPAN));
  }
}
