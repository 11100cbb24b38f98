import { createReadStream } from "node:fs";
import { addAbortSignal, type Readable } from "node:stream";

/** The bytes of a file, or of a stream that is open already; they end with an error where the signal comes first. */
export function bytesOf(from: string | Readable, signal: AbortSignal | undefined): AsyncIterable<Buffer> {
  const stream = typeof from === "string" ? createReadStream(from) : from;
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}
