import type { ServerResponse } from "node:http";

/** Twice what a page of a hundred caller IDs takes; memory that is never written to is none. */
const BYTES = 128 * 1024;
/** A character takes up to four bytes: beyond this one may not have fit. */
const ROOM = BYTES - 4;
/** How many are kept for the next answers. */
const KEPT = 32;

const free: Buffer[] = [];

/**
 * The bytes of an answer's body, for `response` alone: they lie where an earlier answer's lay that has been sent, since
 * new memory for each is dearer to get than to fill.
 */
export function bytesOf(pieces: readonly string[], response: ServerResponse): Buffer {
  const characters = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (characters > ROOM) return newBytesOf(pieces);
  const bytes = free.pop() ?? Buffer.allocUnsafeSlow(BYTES);
  const length = write(pieces, bytes);
  // How long a text is in UTF-8 is known once it is written; what ends so close to the end may have been cut.
  if (length > ROOM) {
    free.push(bytes);
    return newBytesOf(pieces);
  }
  // All has been handed to the operating system; where the client left before, they are left to the collector.
  response.once("finish", () => {
    if (free.length < KEPT) free.push(bytes);
  });
  return bytes.subarray(0, length);
}

function newBytesOf(pieces: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  write(pieces, bytes);
  return bytes;
}

function write(pieces: readonly string[], bytes: Buffer): number {
  let at = 0;
  for (const piece of pieces) at += bytes.write(piece, at, "utf8");
  return at;
}
