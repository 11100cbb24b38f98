import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GENERATED } from "../scripts/generated.ts";

test.each(GENERATED)("$file is what the code says: npm run generate", async ({ file, content }) => {
  expect(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")).toBe(await content());
});
