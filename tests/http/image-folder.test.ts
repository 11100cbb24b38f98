import { mkdir, readdir, rename, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ImageMetadata } from "@callmark/contract";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { jpegOf, pngOf } from "../../packages/server/test/pixels.ts";
import { assetOf, assetsAt, atNewBrand } from "../support/brands.ts";
import { eventually } from "../support/events.ts";
import { temporaryFolder } from "../support/folder.ts";
import { FORM_HEADERS, formOf, getPicture, metadataOf, upload, uploadPath } from "../support/images.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";

const COVER = await jpegOf(1600, 1040);
const logo = { bytes: await pngOf(1024, 1024), filename: "logo.png", contentType: "image/png" };
const keyOf = ({ cdnUrl = "" }: ImageMetadata) => cdnUrl.split("/")[2] ?? "";
const metadataPath = (id: string, orgId: string) => `/api/v1/orgs/${orgId}/images/${id}/metadata`;

describe("pictures in a folder", () => {
  const filesIn = async (path: string) =>
    (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

  test("pictures lie there, survive a restart, and those of the database stay where they were", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "images");
    await using first = await startProgram();
    await using store = await openRegistry(first);
    const { api: before } = await newWorld(first, store);
    const old = metadataOf(await upload(before, logo));
    const environment = { CALLMARK_IMAGES: path };
    await using second = await startProgram({ databaseUrl: first.databaseUrl, environment });
    const there = before.at({ url: second.url });
    const uploaded = metadataOf(await upload(there, { bytes: COVER, filename: "cover.jpg" }));
    expect(await filesIn(path)).toHaveLength(8);
    expect(metadataOf(await there.call({ target: metadataPath(uploaded.id, before.orgId) }))).toEqual(
      uploaded,
    );
    await second.stop();
    await using third = await startProgram({ databaseUrl: first.databaseUrl, environment });
    const inFolder = await getPicture(third.url, uploaded.cdnUrl);
    expect((await sharp(inFolder.bytes).metadata()).width).toBe(1024);
    expect((await getPicture(third.url, old.cdnUrl)).status).toBe(200);
  });

  test("where the database takes nothing, nothing is left in the folder", async () => {
    await using folder = await temporaryFolder();
    await using own = await startProgram({ environment: { CALLMARK_IMAGES: folder.path } });
    await using store = await openRegistry(own);
    const { api: there } = await newWorld(own, store);
    await using database = await openPlainDatabase(own);
    await database.exec("alter table images rename to images_away");
    const answer = await there.call({
      method: "POST",
      target: uploadPath(there),
      headers: FORM_HEADERS,
      body: formOf(logo),
      mayFail: true,
    });
    expect(answer.status).toBe(500);
    expect(await filesIn(folder.path)).toEqual([]);
  });

  test("what is uploaded for nothing goes after some days, and what a process left that died", async () => {
    await using folder = await temporaryFolder();
    const environment = { CALLMARK_IMAGES: folder.path };
    await using first = await startProgram({ environment });
    await using store = await openRegistry(first);
    const { api: before } = await newWorld(first, store);
    const at = await atNewBrand(before);
    const [unused, used, young] = [
      await upload(before, logo),
      await upload(before, logo),
      await upload(before, logo),
    ].map(metadataOf);
    if (!unused || !used || !young) throw new Error("Not three");
    assetOf(await assetsAt(at).create({ imageId: used.id, intent: "PLACECARD_LOGO" }));
    await first.stop();
    {
      await using database = await openPlainDatabase(first);
      const eightDaysAgo = Date.now() - 8 * 24 * 3_600_000;
      await database.exec(`update images set created = ${eightDaysAgo} where id <> '${young.id}'`);
    }
    const orphan = join(folder.path, "or", `${"o".padEnd(43, "r")}.partial`);
    await mkdir(orphan, { recursive: true });
    await utimes(orphan, 0, 0);
    // As a process leaves them that dies once the database has the image.
    const place = join(folder.path, keyOf(young).slice(0, 2), keyOf(young));
    await rename(place, `${place}.partial`);

    await using second = await startProgram({ databaseUrl: first.databaseUrl, environment });
    const there = before.at({ url: second.url });
    const status = async ({ id }: ImageMetadata) =>
      (await there.call({ target: metadataPath(id, before.orgId) })).status;
    await eventually(
      () => status(unused),
      (found) => found === 404,
    );
    await eventually(
      () => readdir(join(folder.path, "or")),
      (left) => left.length === 0,
    );
    await eventually(
      () => readdir(dirname(place)),
      (left) => left.includes(keyOf(young)),
    );
    // The row goes first, and then the pictures, which lie aside for some days.
    const set = `${join(folder.path, keyOf(unused).slice(0, 2), keyOf(unused))}.removed`;
    await eventually(
      () => readdir(dirname(set)),
      (left) => left.includes(basename(set)),
    );
    expect(await filesIn(folder.path)).toHaveLength(3 * 7);
    expect([await status(used), await status(young)]).toEqual([200, 200]);
    const pictures = [unused, used, young].map(({ cdnUrl }) => getPicture(second.url, cdnUrl));
    expect((await Promise.all(pictures)).map((picture) => picture.status)).toEqual([404, 200, 200]);
  });
});
