import { expect, test } from "vitest";
import { encodeBmp } from "./bmp.ts";

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const GREY = [1, 2, 3];

test("the bytes of a BMP of two by two pixels", () => {
  const data = Uint8Array.from([...RED, ...GREEN, ...BLUE, ...GREY]);
  expect(encodeBmp({ data, width: 2, height: 2 }).toString("hex")).toBe(
    [
      "424d46000000000000003600000028000000", // BM, 70 bytes, pixels from 54 on, a header of 40
      "02000000020000000100180000000000100000", // 2 by 2, one plane, 24 bits, not compressed, 16 bytes
      "00130b0000130b00000000000000000000", // 2,835 pixels a metre, no palette
      "ff00000302010000", // the lower row: blue, and the grey one, both turned round, and two bytes more
      "0000ff00ff000000", // the upper one: red, green
    ].join(""),
  );
});

test.each([
  [1, 58],
  [2, 62],
  [3, 66],
  [4, 66],
  [5, 70],
])("a row of %i pixels ends on a multiple of four bytes: %i bytes in all", (width, bytes) => {
  const bmp = encodeBmp({ data: new Uint8Array(width * 3), width, height: 1 });
  expect([bmp.length, bmp.readUInt32LE(2)]).toEqual([bytes, bytes]);
});

test("pixels that are none of that size are refused", () => {
  expect(() => encodeBmp({ data: new Uint8Array(16), width: 2, height: 2 })).toThrow("2 by 2 pixels");
});
