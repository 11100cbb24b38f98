import { expect, test } from "vitest";
import { drawn } from "../../test/pixels.ts";
import type { Picture } from "../registry/images.ts";
import { decode } from "./decode.ts";
import { picturesOf } from "./pictures.ts";
import { loadSharp } from "./sharp.ts";

const sharp = await loadSharp();
// What is served is looked at by a reader that takes WebP too.
sharp.unblock({ operation: ["VipsForeignLoadWebpBuffer"] });

const made = async (bytes: Buffer) => picturesOf(await decode(bytes, ""));

async function sizes(pictures: readonly Picture[]): Promise<Record<string, string>> {
  const entries = pictures.map(async ({ name, bytes }) => {
    if (name.endsWith(".bmp")) {
      const bmp = Buffer.from(bytes);
      return [name, `bmp ${bmp.readInt32LE(18)}x${bmp.readInt32LE(22)}`] as const;
    }
    const { format, width, height } = await sharp(bytes).metadata();
    return [name, `${format} ${width}x${height}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test("a logo is there in three sizes, as PNG, as WebP, and once as BMP", async () => {
  expect(await sizes(await made(await drawn(1024, 1024).png().toBuffer()))).toEqual({
    "1024x1024.png": "png 1024x1024",
    "1024x1024.webp": "webp 1024x1024",
    "512x512.png": "png 512x512",
    "512x512.webp": "webp 512x512",
    "256x256.png": "png 256x256",
    "256x256.webp": "webp 256x256",
    "256x256.bmp": "bmp 256x256",
  });
});

test("a cover photo is there in its own size, and inside three boxes", async () => {
  expect(await sizes(await made(await drawn(1600, 1040).jpeg().toBuffer()))).toEqual({
    "1600x1040.png": "png 1600x1040",
    "1600x1040.webp": "webp 1600x1040",
    "1024x1024.png": "png 1024x666",
    "1024x1024.webp": "webp 1024x666",
    "512x512.png": "png 512x333",
    "512x512.webp": "webp 512x333",
    "256x256.png": "png 256x166",
    "256x256.webp": "webp 256x166",
  });
});

test("a small one is not enlarged, but for the BMP", async () => {
  const all = await sizes(await made(await drawn(300, 300).png().toBuffer()));
  expect(all["1024x1024.png"]).toBe("png 300x300");
  expect(all["256x256.webp"]).toBe("webp 256x256");
  const tiny = await sizes(await made(await drawn(1, 1).png().toBuffer()));
  expect([tiny["512x512.png"], tiny["256x256.bmp"]]).toEqual(["png 1x1", "bmp 256x256"]);
});

test("a very long one keeps a pixel", async () => {
  const all = await sizes(await made(await drawn(5_000, 1).png().toBuffer()));
  expect([all["5000x1.png"], all["256x256.png"]]).toEqual(["png 5000x1", "png 256x1"]);
});

test("nothing of the file but its pixels is in a picture", async () => {
  const hidden = "<script>alert(document.domain)</script>";
  const jpeg = await drawn(64, 64)
    .withExif({ IFD0: { Copyright: hidden, Artist: "Somebody" } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${hidden}</x:xmpmeta>`)
    .jpeg()
    .toBuffer();
  const bytes = Buffer.concat([jpeg, Buffer.from(hidden)]);
  expect(bytes.includes("Somebody")).toBe(true);
  for (const picture of await made(bytes)) {
    const text = Buffer.from(picture.bytes).toString("latin1");
    expect(text).not.toMatch(/script|Somebody|Exif|xmp/i);
  }
});

test("the picture is the one that was uploaded: its colours stand where they stood", async () => {
  const pictures = await made(await drawn(64, 64, 4).png().toBuffer());
  const png = pictures.find(({ name }) => name === "256x256.png");
  const { data, info } = await sharp(png?.bytes).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  expect([...data.subarray(0, 4)]).toEqual([220, 20, 30, 255]);
  expect([...data.subarray(-4)]).toEqual([20, 40, 200, 128]);
  const bmp = Buffer.from(pictures.find(({ name }) => name.endsWith(".bmp"))?.bytes ?? []);
  // The last row of a BMP is the uppermost one; blue comes first.
  expect([...bmp.subarray(-3)]).toEqual([30, 20, 220]);
  // Half of the lower colour, and half of white.
  for (const [index, value] of [227, 147, 137].entries()) {
    expect(Math.abs((bmp[54 + index] ?? 0) - value)).toBeLessThanOrEqual(1);
  }
});
