/** A picture as rows of red, green and blue bytes, the uppermost row first. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const FILE_HEADER = 14;
/** BITMAPINFOHEADER, which everything that shows a BMP reads. */
const INFO_HEADER = 40;
/** 72 pixels an inch. */
const PIXELS_PER_METRE = 2_835;
const BYTES = 3;

/** An uncompressed BMP of 24 bits a pixel, for telephones that show nothing newer. */
export function encodeBmp({ data, width, height }: Pixels): Buffer {
  if (data.length !== width * height * BYTES) {
    throw new Error(`${data.length} bytes are not ${width} by ${height} pixels of ${BYTES}`);
  }
  // A row ends on a multiple of four bytes.
  const stride = Math.ceil((width * BYTES) / 4) * 4;
  const size = stride * height;
  const offset = FILE_HEADER + INFO_HEADER;
  const bmp = Buffer.alloc(offset + size);
  bmp.write("BM", 0, "latin1");
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(offset, 10);
  bmp.writeUInt32LE(INFO_HEADER, 14);
  bmp.writeInt32LE(width, 18);
  // A positive height: the lowest row comes first.
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(BYTES * 8, 28);
  bmp.writeUInt32LE(size, 34);
  bmp.writeInt32LE(PIXELS_PER_METRE, 38);
  bmp.writeInt32LE(PIXELS_PER_METRE, 42);
  for (let row = 0; row < height; row += 1) {
    let from = (height - 1 - row) * width * BYTES;
    let to = offset + row * stride;
    for (let column = 0; column < width; column += 1) {
      const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
      bmp[to] = blue;
      bmp[to + 1] = green;
      bmp[to + 2] = red;
      from += BYTES;
      to += BYTES;
    }
  }
  return bmp;
}
