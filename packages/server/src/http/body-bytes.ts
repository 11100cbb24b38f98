import type { ServerResponse } from "node:http";

/** A page of a hundred caller IDs fits into it. */
const BYTES = 64 * 1024;
/** How many are kept for the next answers. */
const KEPT = 32;

const free: Buffer[] = [];

/**
 * The bytes of an answer's body, for `response` alone: they lie where an earlier answer's lay that has been sent, since
 * new memory for each is dearer to get than to fill.
 */
export function bytesOf(pieces: readonly string[], response: ServerResponse): Buffer {
  let length = 0;
  let characters = 0;
  for (const piece of pieces) {
    length += Buffer.byteLength(piece);
    characters += piece.length;
  }
  const bytes =
    length > BYTES ? Buffer.allocUnsafeSlow(length) : (free.pop() ?? Buffer.allocUnsafeSlow(BYTES));
  // Where each character is one byte, copying them is all there is to do.
  const encoding = characters === length ? "latin1" : "utf8";
  let at = 0;
  for (const piece of pieces) at += bytes.write(piece, at, encoding);
  // All has been handed to the operating system; where the client left before, they are left to the collector.
  if (length <= BYTES) {
    response.once("finish", () => {
      if (free.length < KEPT) free.push(bytes);
    });
  }
  return bytes.subarray(0, length);
}
