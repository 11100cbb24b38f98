import { hash, timingSafeEqual } from "node:crypto";
import type { Position } from "./store.ts";

/** What a cursor is good for: the collection, and what the filter means. */
export type CursorBinding = string;

export function bindCursor(kind: string, orgId: string, parentId: string, meaning: string): CursorBinding {
  return `${kind}/${orgId}/${parentId}/${meaning}`;
}

/** 132 of the digest's 256 bits, as base64url. */
const MAC_LENGTH = 22;
const CURSOR = /^[A-Za-z0-9_-]{24,100}$/;
/** Most ids are digits, some UUIDs. */
const PAYLOAD = /^1\.([0-9]{1,15})\.([1-9][0-9]{0,19}|[0-9a-f-]{36})$/;

/** Writes and reads the cursors of one registry; those of a key that is being replaced are read as well. */
export class Cursors {
  readonly #keys: readonly [string, ...string[]];

  /** `keys`: the one to write with first. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    const [first, ...others] = keys;
    this.#keys = [first.toString("base64url"), ...others.map((key) => key.toString("base64url"))];
  }

  /** An opaque, URL-safe text: a MAC over what follows and the binding, then version and position. */
  write(position: Position, binding: CursorBinding): string {
    const payload = Buffer.from(`1.${position.created}.${position.id}`, "latin1").toString("base64url");
    return mac(this.#keys[0], payload, binding) + payload;
  }

  /** The position that a cursor names, `undefined` where it was tampered with or belongs elsewhere. */
  read(cursor: string, binding: CursorBinding): Position | undefined {
    if (!CURSOR.test(cursor)) return undefined;
    const payload = cursor.slice(MAC_LENGTH);
    const given = Buffer.from(cursor.slice(0, MAC_LENGTH), "latin1");
    const isOurs = (key: string) => timingSafeEqual(given, Buffer.from(mac(key, payload, binding), "latin1"));
    if (!this.#keys.some(isOurs)) return undefined;
    const match = PAYLOAD.exec(Buffer.from(payload, "base64url").toString("latin1"));
    return match === null ? undefined : { created: Number(match[1]), id: match[2] ?? "" };
  }
}

/**
 * A key before the message makes a MAC where the digest does not tell the hash's state, as the shortened SHA-512/256
 * does not (FIPS 180-4, 5.3.6): what HMAC guards against cannot happen, at a fifth of its cost.
 */
function mac(key: string, payload: string, binding: CursorBinding): string {
  return hash("sha512-256", `${key}${payload}\n${binding}`, "base64url").slice(0, MAC_LENGTH);
}
