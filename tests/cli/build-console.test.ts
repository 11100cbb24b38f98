import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { PINNED_NODE, run } from "./support.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/*
 * A repository with the scripts as they are and a console of one page, so that a build takes no time; Vite is the one
 * that is installed.
 */
let folder: Folder;
const at = (path: string) => join(folder.path, path);
const built = (name: string) => readFile(at(`packages/console/dist/${name}`), "utf8");
const build = () => run([at("scripts/build-console.ts")], { script: PINNED_NODE });

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(at("packages/console/src"), { recursive: true });
  await cp(join(ROOT, "scripts"), at("scripts"), { recursive: true });
  await writeFile(at("package.json"), '{"type":"module"}');
  await writeFile(at("package-lock.json"), "{}");
  const page = '<!doctype html><script type="module" src="/src/main.js"></script>';
  await writeFile(at("packages/console/index.html"), page);
  await writeFile(at("packages/console/src/main.js"), 'document.title = "one";');
  await symlink(join(ROOT, "node_modules"), at("node_modules"));
});
afterAll(() => folder?.[Symbol.asyncDispose]());

describe("the console's build", () => {
  const LEFT_OUT = /^The console is left out: Vite is not installed \(.*\)\n$/;

  test("is left out in one line where Vite is not installed, and that is no failure", async () => {
    await rm(at("node_modules"));
    expect(await build()).toMatchObject({ code: 0, stdout: "", stderr: expect.stringMatching(LEFT_OUT) });
    await symlink(join(ROOT, "node_modules"), at("node_modules"));
  });

  test("is made where it is missing, and not again until a source changes", async () => {
    expect(await build()).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("is built") });
    const first = await built("index.html");
    expect(first).toMatch(/<script type="module"[^>]* src="\/assets\/index-[\w-]+\.js"><\/script>/);
    await writeFile(at("packages/console/dist/mark"), "");
    expect(await build()).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(await built("mark")).toBe("");
    for (const [file, content] of [
      ["packages/console/src/main.js", 'document.title = "two";'],
      ["package-lock.json", '{"lockfileVersion":3}'],
    ] as const) {
      await writeFile(at(file), content);
      expect((await build()).stderr).toContain("is built");
      await expect(built("mark")).rejects.toThrow("ENOENT");
      await writeFile(at("packages/console/dist/mark"), "");
    }
    expect(await built("index.html")).not.toBe(first);
  });

  test("that fails says why, and leaves what was built before", async () => {
    const before = await built("index.html");
    await writeFile(at("packages/console/src/main.js"), "this is no script");
    const { code, stderr } = await build();
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("The console is as it was built before: it cannot be built: "),
    ]);
    expect(await built("index.html")).toBe(before);
  });
});
