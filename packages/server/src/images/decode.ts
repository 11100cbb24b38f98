import type { ImageType } from "@callmark/contract";
import { LIMITS } from "@callmark/contract/vocabulary";
import type { Metadata } from "sharp";
import { Problem, problem } from "../registry/problem.ts";
import { formatOf } from "./format.ts";
import { outlinePng } from "./png.ts";
import { loadSharp } from "./sharp.ts";

/** How long one step over a picture may take, in seconds. */
export const STEP_SECONDS = 20;

/** A picture without its file: rows of pixels of 8 bits, in sRGB, turned as the file asked for. */
export interface Decoded {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** Of the file. */
  readonly contentType: ImageType;
  readonly colours: string;
}

export const invalidImage = (message: string): Problem => problem("InvalidImage", message);

/**
 * The pixels of a JPEG or PNG that is whole. `label`: the media type that the file came with. Throws the `Problem`
 * `InvalidImage`, which says what is wrong.
 */
export async function decode(bytes: Buffer, label: string): Promise<Decoded> {
  const contentType = typeOf(bytes, label);
  if (contentType === "image/png") expectOneFrame(bytes);
  const sharp = await loadSharp();
  const header = await readHeader(bytes);
  const { data, info } = await guarded(() =>
    sharp(bytes, { failOn: "warning", limitInputPixels: LIMITS.imageSide ** 2 })
      .autoOrient()
      .toColourspace("srgb")
      .raw()
      .timeout({ seconds: STEP_SECONDS })
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) throw new Error(`Decoded to ${channels} channels`);
  return { data, width, height, channels, contentType, colours: header.space };
}

/** What says nothing of a file; a part without a type counts as text (RFC 7578, 4.4). */
const UNTOLD = new Set(["", "text/plain", "application/octet-stream"]);
const SAME_LABEL: Readonly<Record<string, ImageType>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
};

function typeOf(bytes: Buffer, label: string): ImageType {
  if (bytes.length === 0) throw invalidImage("The file is empty");
  const format = formatOf(bytes);
  if (format?.type === undefined) {
    const what = format === undefined ? "not an image of a known type" : `of the type ${format.name}`;
    throw invalidImage(`The file is ${what}; JPEG and PNG are taken`);
  }
  if (!UNTOLD.has(label) && (SAME_LABEL[label] ?? label) !== format.type) {
    throw invalidImage(`The file is of the type ${format.name}, but came as '${label.slice(0, 100)}'`);
  }
  return format.type;
}

function expectOneFrame(bytes: Buffer): void {
  const { isWhole, isAnimated } = outlinePng(bytes);
  if (isAnimated) throw invalidImage("The file is animated; one picture is taken");
  if (!isWhole) throw invalidImage("The file is damaged or cut off: it has no end");
}

async function readHeader(bytes: Buffer): Promise<Metadata> {
  const sharp = await loadSharp();
  // It is the limit of the next step; here the size is told in words.
  const header = await guarded(() => sharp(bytes, { failOn: "warning", limitInputPixels: false }).metadata());
  const { width, height, pages = 1 } = header;
  const side = LIMITS.imageSide;
  if (width > side || height > side) {
    throw invalidImage(`The image has ${width} by ${height} pixels; at most ${side} by ${side} are taken`);
  }
  if (pages > 1) throw invalidImage(`The file has ${pages} pages; one picture is taken`);
  return header;
}

const REASON_SHOWN = 200;

/**
 * What it means that a step over a picture failed. A step takes a second or two, even of the largest that is taken: one
 * that took `STEP_SECONDS` was on a machine that has too much to do.
 */
export function stepFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith("timeout:")) return error;
  return problem("ServiceUnavailable", "The image took too long to be worked on; nothing was changed", {
    headers: { "retry-after": "5" },
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = stepFailure(error);
    if (known instanceof Problem) throw known;
    const reason = (error as Error).message.split("\n", 1)[0]?.slice(0, REASON_SHOWN);
    throw invalidImage(`The file is damaged or cut off: ${reason}`);
  }
}
