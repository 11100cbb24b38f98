import { expect, test } from "vitest";
import { publishedDeclaration } from "../../scripts/packages/declarations.ts";
import { publishedManifest } from "../../scripts/packages/manifest.ts";

const NAMED = { name: "@callmark/example", version: "1.2.3" };

test("what leads to a source leads to what is built of it", () => {
  expect(
    publishedManifest({
      ...NAMED,
      private: true,
      license: "Apache-2.0",
      exports: {
        ".": "./src/index.ts",
        "./admin": "./src/admin/index.ts",
        "./package.json": "./package.json",
      },
      imports: { "#program": "./src/program.ts" },
      dependencies: { "@callmark/ql": "1.2.3" },
      devDependencies: { ajv: "8.20.0" },
    }),
  ).toEqual({
    ...NAMED,
    license: "Apache-2.0",
    files: ["dist"],
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./admin": { types: "./dist/admin/index.d.ts", default: "./dist/admin/index.js" },
      "./package.json": "./package.json",
    },
    imports: { "#program": "./dist/program.js" },
    dependencies: { "@callmark/ql": "1.2.3" },
  });
});

test("a single export, and files that are named", () => {
  expect(publishedManifest({ ...NAMED, exports: "./src/index.ts", files: ["bin/a.js", "dist"] })).toEqual({
    ...NAMED,
    files: ["bin/a.js", "dist"],
    exports: { types: "./dist/index.d.ts", default: "./dist/index.js" },
  });
});

test.each(["./index.ts", "./src/index.js", "../other/src/index.ts"])(
  "%s is no source of the package",
  (path) => {
    expect(() => publishedManifest({ ...NAMED, exports: path })).toThrow(`'${path}' is no source file`);
  },
);

test.each([
  ['export { a } from "./a.ts";', 'export { a } from "./a.js";'],
  ['import type { A } from "../b/a.ts";', 'import type { A } from "../b/a.js";'],
  ['export type * from "./a.ts";', 'export type * from "./a.js";'],
  ['import "./a.ts";', 'import "./a.js";'],
  ['type A = import("../../a.ts").A;', 'type A = import("../../a.js").A;'],
  ['import type { A } from "package/a.ts";', 'import type { A } from "package/a.ts";'],
  ['type Name = "./a.ts";', 'type Name = "./a.ts";'],
])("%s becomes %s", (declared, published) => {
  expect(publishedDeclaration(declared)).toBe(published);
});
