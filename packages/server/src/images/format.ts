import type { ImageType } from "@callmark/contract";

/** What a file is by its first bytes. */
export interface Format {
  /** As people call it. */
  readonly name: string;
  /** Absent where it is not taken. */
  readonly type?: ImageType;
}

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");

const HEIC_BRANDS = /^(?:hei[cmsx]|hev[cmsx]|mif[12]|msf1)$/;

/** `undefined` where nobody knows it. Only a JPEG or a PNG is ever given to a decoder. */
export function formatOf(bytes: Uint8Array): Format | undefined {
  const start = latin1(bytes, 0, 12);
  if (start.startsWith("\xff\xd8\xff")) return { name: "JPEG", type: "image/jpeg" };
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return { name: "PNG", type: "image/png" };
  if (/^GIF8[79]a/.test(start)) return { name: "GIF" };
  if (/^RIFF.{4}WEBP/s.test(start)) return { name: "WebP" };
  if (/^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/.test(start)) return { name: "TIFF" };
  if (start.startsWith("BM")) return { name: "BMP" };
  if (start.startsWith("%PDF-")) return { name: "PDF" };
  if (start.startsWith("8BPS")) return { name: "Photoshop" };
  if (start.startsWith("\0\0\x01\0")) return { name: "ICO" };
  if (start.startsWith("\xff\x0a") || start.startsWith("\0\0\0\x0cJXL ")) return { name: "JPEG XL" };
  if (start.startsWith("\0\0\0\x0cjP  ")) return { name: "JPEG 2000" };
  if (start.slice(4, 8) === "ftyp") return isoFormat(start.slice(8, 12));
  return isSvg(bytes) ? { name: "SVG" } : undefined;
}

function isoFormat(brand: string): Format {
  if (HEIC_BRANDS.test(brand)) return { name: "HEIC" };
  return { name: /^avi[fs]$/.test(brand) ? "AVIF" : "video" };
}

const SVG_SEARCHED = 4_096;

function isSvg(bytes: Uint8Array): boolean {
  // UTF-16 as well, whose other bytes are 0 here.
  const text = latin1(bytes, 0, SVG_SEARCHED).replaceAll("\0", "");
  return /<svg[\s>/:]/i.test(text) || /<!DOCTYPE\s+svg/i.test(text);
}
