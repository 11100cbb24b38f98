import { hkdfSync } from "node:crypto";

/** The keys that a registry derives from its root key (RFC 5869), one for each use. */
export type KeyUse = "cursors" | "webhooks";

/** A key of 32 bytes for one use. */
export function deriveKey(rootKey: Buffer, use: KeyUse): Buffer {
  return Buffer.from(hkdfSync("sha256", rootKey, Buffer.alloc(0), `callmark ${use}`, 32));
}

/** The root keys of a registry: the one in use, and the one that is being replaced. */
export type RootKeys = readonly [Buffer, ...Buffer[]];

/** The root keys that the settings name; without one, that which the registry made itself. */
export async function rootKeysOf(
  settings: {
    readonly CALLMARK_SECRET_KEY: Buffer | undefined;
    readonly CALLMARK_SECRET_KEY_PREVIOUS: Buffer | undefined;
  },
  registry: { rootKey(): Promise<string> },
): Promise<RootKeys> {
  const previous = settings.CALLMARK_SECRET_KEY_PREVIOUS;
  const current = settings.CALLMARK_SECRET_KEY ?? Buffer.from(await registry.rootKey(), "base64");
  return [current, ...(previous === undefined ? [] : [previous])];
}
