import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { image } from "../../test/images.ts";
import { ImageFolder } from "./folder.ts";
import { type Sweep, sweep } from "./sweep.ts";

const BEFORE = Date.parse("2026-10-02T10:41:00Z");
const PICTURES = [{ name: "512x512.png", bytes: Buffer.from("png") }];

let path: string;
let folder: ImageFolder;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "callmark-images-"));
  folder = await ImageFolder.open(path);
});
afterEach(() => rm(path, { recursive: true, force: true }));

const placeOf = (key: string) => join(path, key.slice(0, 2), key);

/** Pictures that were written so long before or after the moment that counts, in milliseconds. */
async function add(after: number, ending = ""): Promise<string> {
  const { key } = image("1");
  if (ending === "") await folder.add(key, PICTURES);
  else await mkdir(`${placeOf(key)}${ending}`, { recursive: true });
  const seconds = (BEFORE + after) / 1000;
  await utimes(`${placeOf(key)}${ending}`, seconds, seconds);
  return key;
}

const swept = (known: readonly string[], more: Partial<Sweep> = {}) =>
  sweep({
    folder,
    known: async (keys) => keys.filter((key) => known.includes(key)),
    before: BEFORE,
    stopped: () => false,
    ...more,
  });
const left = async () => {
  const found: string[] = [];
  for (const group of await readdir(path)) {
    found.push(...(await readdir(join(path, group)).catch(() => [])));
  }
  return found.sort();
};

test("what no image knows of is removed once it is old, whole or half written", async () => {
  const [known, old, young] = [await add(-1), await add(-1), await add(1)];
  const [half, begun] = [await add(-1, ".partial"), await add(1, ".partial")];
  expect(await swept([known])).toEqual({ removed: 2, left: 0 });
  expect(await left()).toEqual([known, young, `${begun}.partial`].sort());
  expect(old).not.toBe(half);
  expect(await folder.find(known, "512x512.png")).toEqual(Buffer.from("png"));
  expect(await swept([known])).toEqual({ removed: 0, left: 0 });
});

test("a folder in which nothing is known is left as it is", async () => {
  const all = [await add(-1), await add(-1)].sort();
  expect(await swept([])).toEqual({ removed: 0, left: 2 });
  expect(await left()).toEqual(all);
  // The first that is known says whose it is, wherever it lies.
  const [known = ""] = all;
  expect(await swept([known])).toEqual({ removed: 1, left: 0 });
  expect(await left()).toEqual([known]);
});

test("what is no picture stays", async () => {
  const known = await add(-1);
  const strange = [known.slice(0, 2), "lost+found", "ab"];
  for (const name of strange) await mkdir(join(path, name), { recursive: true });
  const files = ["README", "ab/notes.txt", "lost+found/x", `ab/${known}`, `${known.slice(0, 2)}/short`, "zz"];
  for (const name of files.filter((one) => !one.endsWith(known))) await writeFile(join(path, name), "");
  // A key lies where its first characters say, and nowhere else.
  const elsewhere = known.startsWith("ab") ? "lost+found" : "ab";
  await mkdir(join(path, elsewhere, known));
  const before = await left();
  expect(await swept([known])).toEqual({ removed: 0, left: 0 });
  expect(await left()).toEqual(before);
});

test("it asks of some at a time, and ends where it is stopped", async () => {
  const all: string[] = [];
  for (let index = 0; index < 5; index += 1) all.push(await add(-1));
  const asked: string[][] = [];
  const [known = ""] = all;
  const first = await swept([known], {
    stopped: () => asked.length > 0,
    known: async (keys) => {
      asked.push([...keys]);
      return [known];
    },
  });
  expect(first.left).toBe(0);
  expect(asked).toHaveLength(1);
  await swept([known], {
    known: async (keys) => {
      asked.push([...keys]);
      return [known];
    },
  });
  expect(new Set(asked.slice(1).flat()).size).toBe(5 - first.removed);
});

test("a folder that is taken away meanwhile is none", async () => {
  const known = await add(-1);
  await add(-1);
  const none = { ...folderMethods(), written: async () => undefined };
  expect(await swept([known], { folder: none })).toEqual({ removed: 0, left: 0 });
  await rm(path, { recursive: true });
  await expect(swept([known])).rejects.toThrow("ENOENT");
});

function folderMethods(): Sweep["folder"] {
  return {
    keys: () => folder.keys(),
    written: (key) => folder.written(key),
    remove: (key) => folder.remove(key),
  };
}
