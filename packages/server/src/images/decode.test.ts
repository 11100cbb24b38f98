import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claiming, drawn, jpegOf, others, pngChunk, pngOf, withChunks } from "../../test/pixels.ts";
import { Problem } from "../registry/problem.ts";
import { decode, stepFailure } from "./decode.ts";

const PNG = await pngOf(40, 20);
const JPEG = await jpegOf(40, 20);
const OTHERS = await others();

/** The message of the refusal. */
async function refusal(bytes: Buffer, label = ""): Promise<string> {
  try {
    await decode(bytes, label);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.errors).toHaveLength(1);
    expect(error.errors[0]?.code).toBe("InvalidImage");
    return error.errors[0]?.message ?? "";
  }
  throw new Error("Not refused");
}

test.each([
  ["PNG", PNG, "image/png"],
  ["JPEG", JPEG, "image/jpeg"],
] as const)("a %s is decoded to its pixels", async (_, bytes, contentType) => {
  for (const label of ["", contentType, "application/octet-stream"]) {
    const decoded = await decode(bytes, label);
    expect(decoded).toMatchObject({ width: 40, height: 20, channels: 3, contentType, colours: "srgb" });
    expect(decoded.data).toHaveLength(40 * 20 * 3);
  }
});

test("one with an orientation is turned as it asks for", async () => {
  const turned = await drawn(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  expect(await decode(turned, "")).toMatchObject({ width: 20, height: 40 });
});

test.each([
  ["grey", "b-w", () => drawn(8, 8).greyscale().toColourspace("b-w").png().toBuffer(), 3],
  ["of four inks", "cmyk", () => drawn(8, 8).toColourspace("cmyk").jpeg().toBuffer(), 3],
  ["of 16 bits", "rgb16", () => drawn(8, 8).toColourspace("rgb16").png().toBuffer(), 3],
  ["with a palette", "srgb", () => drawn(8, 8).png({ palette: true }).toBuffer(), 3],
  ["see-through", "srgb", () => drawn(8, 8, 4).png().toBuffer(), 4],
] as const)("one %s becomes 8 bits of sRGB, and its colours are told", async (_, colours, make, channels) => {
  const decoded = await decode(await make(), "");
  expect(decoded).toMatchObject({ colours, channels, width: 8, height: 8 });
  expect(decoded.data).toHaveLength(8 * 8 * channels);
});

describe("refused", () => {
  test.each(Object.keys(OTHERS))("%s, by its name, whatever it says it is", async (name) => {
    for (const label of ["", "image/png", "image/jpeg"]) {
      expect(await refusal(OTHERS[name] ?? Buffer.alloc(0), label)).toBe(
        `The file is of the type ${name}; JPEG and PNG are taken`,
      );
    }
  });

  test.each([
    ["text", Buffer.from("hello"), "The file is not an image of a known type; JPEG and PNG are taken"],
    ["a page", Buffer.from("<!doctype html><script>x</script>"), "not an image of a known type"],
    ["nothing", Buffer.alloc(0), "The file is empty"],
    ["one byte", Buffer.from([0xff]), "not an image of a known type"],
    ["a signature alone", PNG.subarray(0, 8), "cut off"],
    ["another one", Buffer.from([0xff, 0xd8, 0xff]), "damaged or cut off"],
  ])("%s", async (_, bytes, says) => {
    expect(await refusal(bytes)).toContain(says);
  });

  test.each([
    [JPEG, "image/png", "The file is of the type JPEG, but came as 'image/png'"],
    [PNG, "image/jpeg", "The file is of the type PNG, but came as 'image/jpeg'"],
    [PNG, "text/html", "The file is of the type PNG, but came as 'text/html'"],
    [PNG, "image/svg+xml", "The file is of the type PNG, but came as 'image/svg+xml'"],
  ])("one that is mislabelled", async (bytes, label, says) => {
    expect(await refusal(bytes, label)).toBe(says);
  });

  test("one that is cut off, wherever that is", async () => {
    for (const whole of [await pngOf(300, 300), await jpegOf(300, 300)]) {
      // The end of the last chunk says nothing more.
      for (let length = 4; length < whole.length - 4; length += 97) {
        expect(await refusal(whole.subarray(0, length))).toMatch(/cut off|not an image/);
      }
      expect(await refusal(whole.subarray(0, whole.length - 12))).toContain("cut off");
    }
  });

  test("one whose header claims more pixels than are taken, before they are decoded", async () => {
    expect(await refusal(claiming(PNG, 60_000, 60_000))).toBe(
      "The image has 60000 by 60000 pixels; at most 5000 by 5000 are taken",
    );
    expect(await refusal(claiming(PNG, 5_001, 1))).toContain("5001 by 1");
    expect(await refusal(claiming(PNG, 1, 5_001))).toContain("1 by 5001");
    const jpeg = Buffer.from(JPEG);
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_000, frame + 5);
    jpeg.writeUInt16BE(65_000, frame + 7);
    expect(await refusal(jpeg)).toContain("65000 by 65000");
  });

  test("one that really has as many", async () => {
    const flat = { width: 5_001, height: 20, channels: 3 as const, background: "#fff" };
    const { default: sharp } = await import("sharp");
    expect(await refusal(await sharp({ create: flat }).png().toBuffer())).toContain("5001 by 20");
    const largest = await sharp({ create: { ...flat, width: 5_000 } })
      .png()
      .toBuffer();
    expect(await decode(largest, "")).toMatchObject({ width: 5_000, height: 20 });
  });

  test("one whose pixels are missing behind a header that is sound", async () => {
    expect(await refusal(claiming(PNG, 4_000, 4_000))).toContain("damaged or cut off");
  });

  test("an animated one", async () => {
    const frames = Buffer.alloc(8);
    frames.writeUInt32BE(2, 0);
    expect(await refusal(withChunks(PNG, pngChunk("acTL", frames)))).toBe(
      "The file is animated; one picture is taken",
    );
  });

  test("one with a wrong checksum", async () => {
    const wrong = Buffer.from(PNG);
    const at = wrong.indexOf("IDAT") + 10;
    wrong[at] = (wrong[at] ?? 0) ^ 0xff;
    expect(await refusal(wrong)).toContain("damaged");
  });
});

test("of whatever is broken in a file, nothing but a refusal or pixels comes", async () => {
  const broken = fc.tuple(
    fc.constantFrom(PNG, JPEG),
    fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(broken, async ([whole, changes]) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      try {
        const { data, width, height, channels } = await decode(bytes, "");
        expect(data).toHaveLength(width * height * channels);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        expect(error.status).toBe(400);
      }
    }),
    { numRuns: 300 },
  );
});

test("a step that takes too long is the machine's fault, and not the file's", () => {
  const late = stepFailure(new Error('timeout: 100% complete\nVipsImage: killed for image "temp-43"'));
  expect(late).toMatchObject({ status: 503, errors: [{ code: "ServiceUnavailable" }] });
  const other = new Error("VipsJpeg: premature end");
  expect(stepFailure(other)).toBe(other);
});
