import { randomBytes } from "node:crypto";
import { ID_PATTERN } from "@callmark/contract/vocabulary";

const ID = new RegExp(ID_PATTERN);

/** Is this an id as a path may have it (docs/contract.md, Resource)? */
export function isId(text: string): boolean {
  return ID.test(text);
}

const FIRST = 10n ** 18n;
const SPAN = 9n * FIRST;

/**
 * A new id: 19 digits, 63 random bits. Unique without coordination between nodes (the store draws again in the
 * one case that its index refuses), and nobody finds another's id by counting.
 */
export function newId(random: (bytes: number) => Buffer = randomBytes): string {
  for (;;) {
    const drawn = random(8).readBigUInt64BE();
    // 2 spans fit into 64 bits; what is left over would favour the low ids.
    if (drawn < 2n * SPAN) return String(FIRST + (drawn % SPAN));
  }
}
