import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { expectFree, expectWritable, writeWhole } from "./atomic-file.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "callmark-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a file behind a link is replaced, and the link stays", async () => {
  const folder = newFolder();
  const [link, file] = [join(folder, "link"), join(folder, "kept", "file")];
  mkdirSync(join(folder, "kept"));
  writeFileSync(file, "old");
  symlinkSync(file, link);
  await writeWhole(link, ["new"], { force: true });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(join(folder, "kept"))).toEqual(["file"]);
});

test.skipIf(process.platform === "win32")("what is no file is not replaced by one", async () => {
  const pipe = join(newFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  await expect(writeWhole(pipe, ["new"], { force: true })).rejects.toThrow(
    `${pipe} is neither a file nor free`,
  );
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

test("a folder is told as what it is", async () => {
  const folder = newFolder();
  const reason = `${folder} is a folder: expected a file`;
  await expect(expectWritable(folder)).rejects.toThrow(reason);
  await expect(expectFree(folder, { force: false })).rejects.toThrow(reason);
});

test("what the system refuses is told with the file's own name, and leaves nothing", async () => {
  const folder = newFolder();
  // It fits, but not with what is added to it while it is written.
  const path = join(folder, "x".repeat(250));
  await expect(writeWhole(path, ["new"], { force: false })).rejects.toThrow(
    `${path} cannot be written: ENAMETOOLONG`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("what ends the pieces is thrown as it is, and leaves nothing", async () => {
  const folder = newFolder();
  const reason = new Error("no more");
  const pieces = async function* () {
    yield "some";
    throw reason;
  };
  await expect(writeWhole(join(folder, "file"), pieces(), { force: false })).rejects.toBe(reason);
  expect(readdirSync(folder)).toEqual([]);
});
