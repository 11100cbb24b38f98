import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-folder-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("makes what is missing, and leaves what is there", async () => {
  const path = join(folder, "a", "b", "c");
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(folder, "a", "d"))]);
  await makeFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
  expect((await stat(join(folder, "a", "d"))).isDirectory()).toBe(true);
  await makeFolder(".");
});

test("tells what is in the way", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file", "a"))).rejects.toThrow("ENOTDIR");
});

test.skipIf(!existsSync("/proc/self"))("ends where nobody makes any", async () => {
  await expect(makeFolder("/proc/nothing/here")).rejects.toThrow("ENOENT");
});
