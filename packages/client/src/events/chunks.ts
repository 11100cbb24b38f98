import { withDeadline } from "../transport/deadline.ts";
import type { Request } from "../transport/request.ts";
import { unlessAborted } from "../transport/shared.ts";

/**
 * The chunks of a body as they come. Throws `ConnectionLost` where the connection is cut, `Timeout` where nothing comes
 * for so many milliseconds, and the reason of the request's signal. The connection is given back however it ends.
 */
export async function* chunksOf(
  request: Request,
  body: ReadableStream<Uint8Array>,
  silence: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withDeadline(silence, request, (signal) =>
        unlessAborted(reader.read(), signal),
      );
      if (done) return;
      yield value;
    }
  } finally {
    // What a connection that is gone has to say of its end interests nobody.
    await reader.cancel().catch(() => {});
  }
}
