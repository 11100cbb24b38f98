import { CallmarkError, ConnectionLost, Timeout } from "../errors.ts";
import { changes, nameOf, type Request } from "./request.ts";
import { LONGEST_WAIT } from "./time.ts";

/**
 * Runs `work` with a signal that is aborted with the request's own, or once the time is over; `disarm` takes the time
 * back. What `fetch` throws becomes `ConnectionLost` or `Timeout`; an aborted request throws its signal's reason.
 */
export async function withDeadline<Value>(
  milliseconds: number,
  request: Request,
  work: (signal: AbortSignal, disarm: () => void) => Promise<Value>,
): Promise<Value> {
  const { signal } = request;
  signal?.throwIfAborted();
  // `AbortSignal.any` and `AbortSignal.timeout` would hold on to each request for as long as the caller's signal lives.
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  let isLate = false;
  const timer = setTimeout(
    () => {
      isLate = true;
      controller.abort();
    },
    Math.min(milliseconds, LONGEST_WAIT),
  );
  try {
    return await work(controller.signal, () => clearTimeout(timer));
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof CallmarkError) throw error;
    throw isLate ? late(request, milliseconds, error) : lost(request, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function late(request: Request, milliseconds: number, cause: unknown): Timeout {
  const message = `${nameOf(request)} was not answered within ${milliseconds} ms`;
  return new Timeout({ message, request: nameOf(request), cause, outcomeUnknown: changes(request) });
}

/** Node's codes for a connection that was never there. A browser does not say, and is taken to have sent. */
const NEVER_SENT: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function lost(request: Request, cause: unknown): ConnectionLost {
  const code = codeOf(cause);
  const neverSent = NEVER_SENT.has(code);
  const what = neverSent ? "found no server" : "lost its connection before the whole answer was there";
  const why = typeof code === "string" ? ` (${code})` : "";
  const outcomeUnknown = changes(request) && !neverSent;
  const message = `${nameOf(request)} ${what}${why}`;
  return new ConnectionLost({ message, request: nameOf(request), cause, outcomeUnknown, neverSent });
}

/** The code of the error beneath what `fetch` throws, which says nothing itself. */
function codeOf(error: unknown): unknown {
  return (error as { readonly cause?: { readonly code?: unknown } } | null)?.cause?.code;
}
