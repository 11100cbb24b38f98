import { hkdfSync } from "node:crypto";

/** The keys that a registry derives from its root key (RFC 5869), one for each use. */
export type KeyUse = "cursors";

/** A key of 32 bytes for one use. */
export function deriveKey(rootKey: Buffer, use: KeyUse): Buffer {
  return Buffer.from(hkdfSync("sha256", rootKey, Buffer.alloc(0), `callmark ${use}`, 32));
}
