import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { image } from "../../test/images.ts";
import { type Aside, ImageFolder } from "./folder.ts";
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

const placeOf = (key: string, ending = "") => join(path, key.slice(0, 2), `${key}${ending}`);

/** Pictures that lie there, aside where there is an ending, since so long before or after the moment that counts. */
async function add(after: number, ending: "" | Aside["ending"]): Promise<string> {
  const { key } = image("1");
  const added = await folder.add(key, PICTURES);
  if (ending !== ".partial") await folder.keep(added);
  if (ending === ".removed") await folder.setAside(key, BEFORE + after);
  const seconds = (BEFORE + after) / 1000;
  await utimes(placeOf(key, ending), seconds, seconds);
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

describe.each([".partial", ".removed"] as const)("what lies aside as %s", (ending) => {
  test("gets its place where its image is there, however long it has lain there", async () => {
    const all = [await add(-1, ending), await add(1, ending)];
    expect(await swept(all)).toEqual({ kept: 2, removed: 0 });
    expect(await left()).toEqual(all.sort());
    expect(await swept(all)).toEqual({ kept: 0, removed: 0 });
  });

  test("is removed where no image knows of it, once it has lain there long enough", async () => {
    const [, young] = [await add(-1, ending), await add(1, ending)];
    expect(await swept([])).toEqual({ kept: 0, removed: 1 });
    expect(await left()).toEqual([`${young}${ending}`]);
  });
});

test("what has its place stays, whether its image is known here or to another registry", async () => {
  const all = [await add(-1, ""), await add(-1, "")];
  expect(await swept([all[0] ?? ""])).toEqual({ kept: 0, removed: 0 });
  expect(await left()).toEqual(all.sort());
});

test("of a registry and its copy neither loses what the other has removed", async () => {
  const [original, copy] = [[await add(-1, "")], [] as string[]];
  const [key = ""] = original;
  // The copy knows the image as it was, with nothing that names it, and purges it.
  await folder.setAside(key, BEFORE + 1);
  expect(await swept(copy)).toEqual({ kept: 0, removed: 0 });
  expect(await swept(original)).toEqual({ kept: 1, removed: 0 });
  expect(await folder.find(key, "512x512.png")).toEqual(Buffer.from("png"));
});

test("what is no picture stays", async () => {
  const ours = await add(-1, ".partial");
  const strange = [ours.slice(0, 2), "lost+found", "ab"];
  for (const name of strange) await mkdir(join(path, name), { recursive: true });
  for (const name of ["README", "ab/notes.partial", "lost+found/x", `${ours.slice(0, 2)}/short`, "zz"]) {
    await writeFile(join(path, name), "");
  }
  // A key lies where its first characters say, and nowhere else.
  const elsewhere = ours.startsWith("ab") ? "lost+found" : "ab";
  await mkdir(join(path, elsewhere, `${ours}.partial`));
  await utimes(join(path, elsewhere, `${ours}.partial`), 0, 0);
  const before = await left();
  expect(await swept([])).toEqual({ kept: 0, removed: 1 });
  expect((await left()).length).toBe(before.length - 1);
  expect(await readdir(join(path, elsewhere))).toContain(`${ours}.partial`);
});

test("it ends where it is stopped", async () => {
  for (let index = 0; index < 3; index += 1) await add(-1, ".partial");
  expect(await swept([], { stopped: () => true })).toEqual({ kept: 0, removed: 0 });
  expect(await left()).toHaveLength(3);
});

test("what is taken away meanwhile is gone; a folder that is gone is told", async () => {
  await add(-1, ".partial");
  const methods: Sweep["folder"] = {
    aside: () => folder.aside(),
    since: async () => undefined,
    keep: (one) => folder.keep(one),
    drop: (one) => folder.drop(one),
  };
  expect(await swept([], { folder: methods })).toEqual({ kept: 0, removed: 0 });
  await rm(path, { recursive: true });
  await expect(swept([])).rejects.toThrow("ENOENT");
});
