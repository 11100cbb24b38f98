import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret or a token: 256 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a secret or a token: its SHA-256, base64url. A slow hash is for passwords that people choose;
 * for 256 random bits it would only be a way to exhaust the server (docs/contract.md, Tokens).
 */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "base64url");
}

/** Compares in constant time. */
export function secretMatches(secret: string, secretHash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const stored = Buffer.from(secretHash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
