import type { Sharp } from "sharp";
import type { Picture } from "../registry/images.ts";
import { encodeBmp } from "./bmp.ts";
import { type Decoded, STEP_SECONDS, stepFailure } from "./decode.ts";
import { loadSharp } from "./sharp.ts";

/** The boxes that an image is fitted into, in pixels; it is never enlarged. The first is `LARGEST_BOX`. */
const BOXES = [1024, 512, 256];
/** Telephones that want a BMP want it of this size, exactly. */
const BMP_BOX = 256;
const WEBP_QUALITY = 90;

type Pixels = Pick<Decoded, "data" | "width" | "height" | "channels">;

/**
 * The pictures of an image, each encoded anew, so that nothing is served that came in: a PNG and a WebP for each box;
 * of a square image a BMP too, of another one its own size too. Throws the `Problem` `ServiceUnavailable` where it takes
 * too long.
 */
export async function picturesOf(decoded: Decoded): Promise<Picture[]> {
  try {
    return await allOf(decoded);
  } catch (error) {
    throw stepFailure(error);
  }
}

async function allOf(decoded: Decoded): Promise<Picture[]> {
  const { width, height } = decoded;
  const pictures: Picture[] = [];
  if (width !== height) pictures.push(...(await encoded(`${width}x${height}`, decoded)));
  for (const box of BOXES) pictures.push(...(await encoded(`${box}x${box}`, await fitted(decoded, box))));
  if (width === height) pictures.push(await bmpOf(decoded));
  return pictures;
}

async function encoded(size: string, pixels: Pixels): Promise<Picture[]> {
  const png = await (await open(pixels)).png().toBuffer();
  const webp = await (await open(pixels)).webp({ quality: WEBP_QUALITY }).toBuffer();
  return [
    { name: `${size}.png`, bytes: png },
    { name: `${size}.webp`, bytes: webp },
  ];
}

async function fitted(pixels: Pixels, box: number): Promise<Pixels> {
  if (pixels.width <= box && pixels.height <= box) return pixels;
  const picture = await open(pixels);
  const { data, info } = await picture
    .resize({ width: box, height: box, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: pixels.channels };
}

/** A BMP has no transparency: what is see-through is white. */
async function bmpOf(pixels: Pixels): Promise<Picture> {
  const picture = await open(pixels);
  const data = await picture
    .resize({ width: BMP_BOX, height: BMP_BOX, fit: "fill" })
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer();
  return {
    name: `${BMP_BOX}x${BMP_BOX}.bmp`,
    bytes: encodeBmp({ data, width: BMP_BOX, height: BMP_BOX }),
  };
}

async function open({ data, width, height, channels }: Pixels): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels } }).timeout({ seconds: STEP_SECONDS });
}
