import { createHmac } from "node:crypto";

/** Base64 of the HMAC-SHA512 of the body's bytes followed by the timestamp's characters (docs/webhooks.md). */
export function signatureOf(secret: string, body: string, timestamp: number): string {
  return createHmac("sha512", secret).update(body, "utf8").update(String(timestamp)).digest("base64");
}

/** The headers of a notification. `timestamp` in milliseconds since 1970; a health check names no environment. */
export function signedHeaders(
  { secret, body }: { readonly secret: string; readonly body: string },
  timestamp: number,
  environment?: string,
): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Business-Signature": signatureOf(secret, body, timestamp),
    "Business-Timestamp": String(timestamp),
    ...(environment !== undefined && { "Business-Webhook-Environment": environment }),
  };
}
