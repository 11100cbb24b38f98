/** What a PNG says of itself before it is decoded (PNG specification, 5). */
export interface PngOutline {
  /** Does it come to its end? What stands behind that counts for nothing. */
  readonly isWhole: boolean;
  /** Has it more than one frame? */
  readonly isAnimated: boolean;
}

const SIGNATURE = 8;
/** Length, type and checksum of a chunk. */
const AROUND = 12;

/** Walks over the chunks of a PNG, whose signature has been seen. */
export function outlinePng(bytes: Uint8Array): PngOutline {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let isAnimated = false;
  for (let at = SIGNATURE; at + AROUND <= bytes.length; at += AROUND + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "acTL") isAnimated = true;
    if (type === "IEND") return { isWhole: true, isAnimated };
  }
  return { isWhole: false, isAnimated };
}
