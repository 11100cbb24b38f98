import { ConnectionLost, ServiceUnavailable } from "@callmark/client";

/** How long to wait for a server that is away, in milliseconds, once the client has tried again by itself. */
export const AWAY = 2_000;

/** Is it an error that may be over by itself? */
export function isPassing(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof ServiceUnavailable;
}
