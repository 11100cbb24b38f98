import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";

/** A picture made for a test: two colours, so that what is turned or mirrored can be told. */
export function drawn(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  const data = Buffer.alloc(width * height * channels);
  for (let at = 0; at < width * height; at += 1) {
    const upper = at < (width * height) / 2;
    data.set(
      upper ? [220, 20, 30, 255].slice(0, channels) : [20, 40, 200, 128].slice(0, channels),
      at * channels,
    );
  }
  return sharp(data, { raw: { width, height, channels } });
}

export const pngOf = (width: number, height: number): Promise<Buffer> =>
  drawn(width, height).png().toBuffer();
export const jpegOf = (width: number, height: number): Promise<Buffer> =>
  drawn(width, height).jpeg().toBuffer();

/** A chunk of a PNG (PNG specification, 5.3). */
export function pngChunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

const SIGNATURE_AND_HEADER = 33;

/** A PNG with more chunks behind its header. */
export function withChunks(png: Buffer, ...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([
    png.subarray(0, SIGNATURE_AND_HEADER),
    ...chunks,
    png.subarray(SIGNATURE_AND_HEADER),
  ]);
}

/** A PNG whose header claims another size than it has. */
export function claiming(png: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([png.subarray(0, 8), pngChunk("IHDR", header), png.subarray(SIGNATURE_AND_HEADER)]);
}

const isoFile = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0mif1heic`, "latin1"),
    Buffer.alloc(64),
  ]);

/** Files of other types, by the names that a refusal has for them. */
export async function others(): Promise<Readonly<Record<string, Buffer>>> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024"><rect width="9" height="9"/></svg>';
  return {
    GIF: await drawn(16, 16).gif().toBuffer(),
    WebP: await drawn(16, 16).webp().toBuffer(),
    TIFF: await drawn(16, 16).tiff().toBuffer(),
    AVIF: await drawn(16, 16).avif().toBuffer(),
    HEIC: isoFile("heic"),
    SVG: Buffer.from(`<?xml version="1.0"?>\n<!-- ${"x".repeat(500)} -->${svg}`),
    BMP: Buffer.from("BM\0\0\0\0\0\0\0\0\0\0\0\0"),
    PDF: Buffer.from("%PDF-1.7\n"),
  };
}
