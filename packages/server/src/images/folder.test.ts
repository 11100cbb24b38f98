import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { image } from "../../test/images.ts";
import { type Aside, ImageFolder } from "./folder.ts";

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

/** All that lies aside. */
const asideIn = async (folder: ImageFolder) => {
  const found: Aside[] = [];
  for await (const some of folder.aside()) found.push(...some);
  return found;
};

test("pictures are found by key and name, by another process too, until they are set aside", async () => {
  const folder = await ImageFolder.open(join(path, "made", "here"));
  const added = await folder.add(key, PICTURES);
  const another = await ImageFolder.open(join(path, "made", "here"));
  const found = async () => {
    for (const { name, bytes } of PICTURES) expect(await another.find(key, name)).toEqual(bytes);
  };
  // Already while the database is still asked.
  await found();
  expect(await asideIn(another)).toEqual([added]);
  await folder.keep(added);
  await found();
  expect(await asideIn(another)).toEqual([]);
  expect(await another.find(key, "1024x1024.png")).toBeUndefined();
  expect(await another.find(image("1").key, "512x512.png")).toBeUndefined();
  await another.setAside(key, Date.parse("2026-10-02T11:41:00Z"));
  expect(await folder.find(key, "512x512.png")).toBeUndefined();
  const [removed] = await asideIn(folder);
  if (removed === undefined) throw new Error("Nothing lies aside");
  expect(await folder.since(removed)).toBe(Date.parse("2026-10-02T11:41:00Z"));
  await folder.keep(removed);
  await found();
  await folder.setAside(key, Date.now());
  await another.drop(removed);
  expect(await filesIn()).toEqual([]);
  expect(await folder.since(removed)).toBeUndefined();
});

test("whoever is second finds it done", async () => {
  const folder = await ImageFolder.open(path);
  const added = await folder.add(key, PICTURES);
  await Promise.all([folder.keep(added), folder.keep(added)]);
  expect(await folder.find(key, "512x512.png")).toEqual(Buffer.from("png"));
  // Two with the same pictures, as a copy of a registry may leave them.
  await folder.keep(await folder.add(key, PICTURES));
  expect(await asideIn(folder)).toEqual([]);
  expect(await filesIn()).toHaveLength(PICTURES.length);
  await Promise.all([folder.setAside(key, 0), folder.setAside(key, 0)]);
  const [removed] = await asideIn(folder);
  if (removed === undefined) throw new Error("Nothing lies aside");
  await Promise.all([folder.drop(removed), folder.drop(removed)]);
  await folder.setAside(key, 0);
  await folder.keep(removed);
  expect(await filesIn()).toEqual([]);
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
