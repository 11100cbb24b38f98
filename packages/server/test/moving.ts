import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { dumpRegistry } from "../src/admin/dump.ts";
import { type RestoreInput, restoreRegistry } from "../src/admin/restore.ts";
import type { Bulk } from "../src/store/bulk.ts";
import { openBulk } from "../src/store/open.ts";

const PIECE = 10_007;

/** The registry at a URL, as text. */
export async function dumpOf(url: string, secrets: boolean): Promise<string> {
  await using bulk = await openBulk(url, { mustExist: true });
  return await dumpFrom(bulk, secrets);
}

export async function dumpFrom(bulk: Bulk, secrets: boolean): Promise<string> {
  const sink = new PassThrough();
  const read = text(sink);
  await dumpRegistry(bulk, { to: sink, secrets });
  sink.end();
  return await read;
}

export async function restoreInto(url: string, dump: string | Buffer, more: Omit<RestoreInput, "from"> = {}) {
  await using bulk = await openBulk(url, { mustExist: false });
  return await restoreRegistry(bulk, { from: Readable.from(piecesOf(Buffer.from(dump))), ...more });
}

/** As a file is read, in pieces that end anywhere. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

/** What a restore derives: numbers that are held, images of versions, and the counts of each collection, whatever their slots. */
export async function derivedIn(url: string): Promise<unknown> {
  await using bulk = await openBulk(url, { mustExist: true });
  return await bulk.read(async (tx) => ({
    numbers: await tx.all({ sql: "select * from numbers order by phone_number", parameters: [] }, {}),
    images: await tx.column({ sql: IMAGES, parameters: [] }, {}),
    counts: await tx.all({ sql: COUNTS, parameters: [] }, {}),
  }));
}

const IMAGES = "select image_id from versions where image_id is not null order by image_id";
const STATES = ["submitted", "processing", "published", "rejected", "failed", "deleted"];
const SUMS = STATES.map((state) => `cast(sum(${state}) as bigint) as ${state}`);
const COUNTS = `select parent_id, kind, ${SUMS.join(", ")} from counts group by 1, 2 having sum(${STATES.join(" + ")}) > 0 order by 1, 2`;
