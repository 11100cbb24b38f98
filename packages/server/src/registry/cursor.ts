import { createHmac, timingSafeEqual } from "node:crypto";
import type { Position } from "./store.ts";

/** What a cursor is good for: the collection, and what the filter means. */
export type CursorBinding = string;

export function bindCursor(kind: string, orgId: string, parentId: string, meaning: string): CursorBinding {
  return `${kind}/${orgId}/${parentId}/${meaning}`;
}

const MAC_BYTES = 16;
const PAYLOAD = /^1\.([0-9]{1,15})\.([1-9][0-9]{0,19})$/;

/** Writes and reads the cursors of one registry; those of a key that is being replaced are read as well. */
export class Cursors {
  readonly #keys: readonly [Buffer, ...Buffer[]];

  /** `keys`: the one to write with first. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.#keys = keys;
  }

  /** An opaque, URL-safe text: version, position, and a MAC over both and the binding. */
  write(position: Position, binding: CursorBinding): string {
    const payload = `1.${position.created}.${position.id}`;
    return Buffer.concat([mac(this.#keys[0], payload, binding), Buffer.from(payload, "latin1")]).toString(
      "base64url",
    );
  }

  /** The position that a cursor names, `undefined` where it was tampered with or belongs elsewhere. */
  read(cursor: string, binding: CursorBinding): Position | undefined {
    if (!/^[A-Za-z0-9_-]{24,100}$/.test(cursor)) return undefined;
    const bytes = Buffer.from(cursor, "base64url");
    // Base64 has spare bits at its end; only the one spelling that we write is a cursor.
    if (bytes.toString("base64url") !== cursor) return undefined;
    const payload = bytes.toString("latin1", MAC_BYTES);
    const match = PAYLOAD.exec(payload);
    if (match === null) return undefined;
    const given = bytes.subarray(0, MAC_BYTES);
    if (!this.#keys.some((key) => timingSafeEqual(given, mac(key, payload, binding)))) return undefined;
    return { created: Number(match[1]), id: match[2] ?? "" };
  }
}

function mac(key: Buffer, payload: string, binding: CursorBinding): Buffer {
  return createHmac("sha256", key)
    .update(payload)
    .update("\n")
    .update(binding)
    .digest()
    .subarray(0, MAC_BYTES);
}
