import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey, type KeyUse, type RootKeys } from "./keys.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was sealed cannot be read: it was sealed with another key, or for another context, or was changed. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/**
 * Secrets that have to be read again, encrypted with a key derived from the root key (AES-256-GCM). `context` says whose
 * a secret is: sealed for one, it cannot be read as another's.
 */
export class Seal {
  readonly #keys: readonly [Buffer, ...Buffer[]];
  readonly #random: (bytes: number) => Buffer;

  constructor(
    [current, ...previous]: RootKeys,
    use: KeyUse,
    random: (bytes: number) => Buffer = randomBytes,
  ) {
    this.#keys = [deriveKey(current, use), ...previous.map((root) => deriveKey(root, use))];
    this.#random = random;
  }

  /** Nonce, tag and encrypted text, base64url. */
  seal(secret: string, context: string): string {
    const nonce = this.#random(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keys[0], nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url");
  }

  /** The secret, and whether it was sealed with a key that is being replaced. Throws `Unreadable`. */
  open(sealed: string, context: string): { readonly secret: string; readonly isFormer: boolean } {
    const bytes = Buffer.from(sealed, "base64url");
    for (const [index, key] of this.#keys.entries()) {
      const secret = opened(bytes, key, context);
      if (secret !== undefined) return { secret, isFormer: index > 0 };
    }
    throw new Unreadable("It was sealed with another root key (CALLMARK_SECRET_KEY), or was changed");
  }
}

function opened(bytes: Buffer, key: Buffer, context: string): string | undefined {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString("utf8");
  } catch {
    return undefined;
  }
}
