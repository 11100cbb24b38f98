import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { image } from "../../test/images.ts";
import { ImageFolder } from "./folder.ts";

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "callmark-images-"));
});
afterEach(() => rm(path, { recursive: true, force: true }));

const { key } = image("1");
const PICTURES = [
  { name: "512x512.png", bytes: Buffer.from("png") },
  { name: "256x256.bmp", bytes: Buffer.from("bmp") },
];
const filesIn = async () =>
  (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

test("pictures are found by key and name, by another process too, until they are removed", async () => {
  const folder = await ImageFolder.open(join(path, "made", "here"));
  await folder.add(key, PICTURES);
  const another = await ImageFolder.open(join(path, "made", "here"));
  for (const { name, bytes } of PICTURES) expect(await another.find(key, name)).toEqual(bytes);
  expect(await another.find(key, "1024x1024.png")).toBeUndefined();
  expect(await another.find(image("1").key, "512x512.png")).toBeUndefined();
  await another.remove(key);
  expect(await folder.find(key, "512x512.png")).toBeUndefined();
  expect(await filesIn()).toEqual([]);
  await another.remove(key);
});

test.each([
  ["..", "512x512.png"],
  [`../${key.slice(3)}`, "512x512.png"],
  [key, "../secret.png"],
  [key, "secret"],
  [key, "512x512.png/../../secret"],
  [key, ""],
])("nothing outside is found: %s %s", async (wrongKey, name) => {
  const folder = await ImageFolder.open(path);
  await folder.add(key, PICTURES);
  await writeFile(join(path, "secret"), "secret");
  expect(await folder.find(wrongKey, name)).toBeUndefined();
});

test("what fails on the way leaves nothing", async () => {
  const folder = await ImageFolder.open(path);
  const wrong = [...PICTURES, { name: "../../out.png", bytes: Buffer.from("x") }];
  await expect(folder.add(key, wrong)).rejects.toThrow("Not the name of a picture");
  expect(await filesIn()).toEqual([]);
  expect(await folder.find(key, "512x512.png")).toBeUndefined();
  await folder.add(key, PICTURES);
});

test("a path that is no folder is told with its setting", async () => {
  const file = join(path, "file");
  await writeFile(file, "");
  await expect(ImageFolder.open(file)).rejects.toThrow(/^CALLMARK_IMAGES: /);
});
