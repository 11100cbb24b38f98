import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const TSC = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
const CLAIMS = readFileSync(join(PACKAGE, "test/types.ts"), "utf8");

const tsc = (...args: readonly string[]) =>
  spawnSync(process.execPath, [TSC, "--noEmit", "--pretty", "false", ...args], {
    cwd: PACKAGE,
    encoding: "utf8",
  }).stdout;

/** The lines of a text that the compiler finds wrong, counted from 1. */
function wrongLines(text: string): number[] {
  const name = `planted-${process.pid}`;
  const [source, config] = [`${name}.ts`, `${name}.json`].map((file) => join(PACKAGE, "test", file));
  if (source === undefined || config === undefined) throw new Error("No names");
  try {
    writeFileSync(source, text);
    writeFileSync(
      config,
      JSON.stringify({ extends: "../../../tsconfig.json", files: [source], include: [] }),
    );
    const found = [...tsc("-p", config).matchAll(new RegExp(`${name}\\.ts\\((\\d+),`, "g"))];
    return [...new Set(found.map((match) => Number(match[1])))];
  } finally {
    for (const file of [source, config]) rmSync(file, { force: true });
  }
}

test("what must compile does", () => {
  expect(wrongLines(CLAIMS)).toEqual([]);
});

test("what must not compile does not, line by line", () => {
  const lines = CLAIMS.split("\n");
  const claimed = lines.flatMap((line, index) => (line.includes("// @ts-expect-error") ? [index + 2] : []));
  const bare = lines.map((line) => line.replace("// @ts-expect-error", "//")).join("\n");
  expect(claimed.length).toBeGreaterThan(20);
  expect(wrongLines(bare)).toEqual(claimed);
});

test("the client needs nothing but what browsers have, too", () => {
  expect(tsc("-p", join(PACKAGE, "tsconfig.json"))).toBe("");
});
