import { createDeflate } from "node:zlib";
import { expect, test } from "vitest";
import { pngChunk, pngOf, withChunks } from "../../packages/server/test/pixels.ts";
import { HAS_PROC, peakBytes, servingProcess } from "../durability/support/serving-process.ts";
import type { Api } from "../support/api.ts";
import { upload } from "../support/images.ts";
import { startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";

/** As many uploads as are under way at the same time: two that are worked on, and those that wait. */
const UPLOADS = 18;
const SIDE = 64;
/** What a bomb has packed, and how much more than other pictures all of them together may take, in bytes. */
const UNPACKED = 400 * 2 ** 20;
const GROWTH = 150 * 2 ** 20;

/** Zeros, packed after what comes first: some 400 KB. */
async function packed(first: Buffer = Buffer.alloc(0)): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const pieces = deflate.toArray();
  deflate.write(first);
  const zeros = Buffer.alloc(2 ** 20);
  for (let left = UNPACKED; left > 0; left -= zeros.length) deflate.write(zeros);
  deflate.end();
  return Buffer.concat(await pieces);
}

const text = (said: string) => Buffer.from(said, "latin1");

/** PNGs that a decoder of all that is in them would take 400 MB for. */
async function bombs(): Promise<readonly (readonly [name: string, png: Buffer])[]> {
  const png = await pngOf(SIDE, SIDE);
  const [zeros, header] = [await packed(), png.subarray(0, 33)];
  const profile = pngChunk("iCCP", Buffer.concat([text("profile\0\0"), zeros]));
  const comment = pngChunk("zTXt", Buffer.concat([text("Comment\0\0"), zeros]));
  // The first rows are the picture's, each after the number of its filter; the rest nobody asked for.
  const rows = await packed(Buffer.alloc(SIDE * (1 + 3 * SIDE)));
  const surplus = Buffer.concat([header, pngChunk("IDAT", rows), pngChunk("IEND")]);
  return [
    ["a profile", withChunks(png, profile)],
    ["a comment", withChunks(png, comment)],
    ["surplus pixels", surplus],
  ];
}

/** Uploads a file as often as may be at once; gives the statuses, and how long all of it took, in milliseconds. */
async function flood(api: Api, bytes: Buffer): Promise<{ statuses: readonly number[]; took: number }> {
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: UPLOADS }, () => upload(api, { bytes, filename: "logo.png" })),
  );
  return { statuses: answers.map(({ status }) => status), took: Math.round(performance.now() - started) };
}

test.skipIf(!HAS_PROC)(
  "what a picture has packed beside its pixels is never unpacked",
  { timeout: 180_000 },
  async () => {
    await using program = await startProgram();
    await using store = await openRegistry(program);
    const { api } = await newWorld(program, store);
    const pid = servingProcess(program);
    const plain = await flood(api, await pngOf(SIDE, SIDE));
    expect(plain.statuses).toEqual(Array(UPLOADS).fill(201));
    const usual = peakBytes(pid);
    const said = [`plain: ${plain.took} ms`];
    for (const [name, png] of await bombs()) {
      const { statuses, took } = await flood(api, png);
      const more = peakBytes(pid) - usual;
      said.push(`${name}: ${took} ms, ${Math.round(more / 2 ** 20)} MB more`);
      expect([name, statuses]).toEqual([name, Array(UPLOADS).fill(201)]);
      expect([name, more < GROWTH]).toEqual([name, true]);
    }
    console.log(said.join("; "));
  },
);
