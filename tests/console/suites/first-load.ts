import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BUILT } from "../../../scripts/console.ts";

/** Bytes of script, compressed, that sign-in and table may need. */
const LIMIT = 200 * 1024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** The scripts that sign-in and table need stay under 200 KB, as the build's manifest has them. */
export function firstLoad(): void {
  test("the scripts of sign-in and table are under 200 KB, compressed", () => {
    const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
      readFileSync(join(BUILT, ".vite/manifest.json"), "utf8"),
    );
    const needed = new Set<string>();
    const need = (name: string) => {
      const chunk = manifest[name];
      if (chunk === undefined) throw new Error(`The manifest has no ${name}`);
      if (needed.has(chunk.file)) return;
      needed.add(chunk.file);
      for (const imported of chunk.imports ?? []) need(imported);
    };
    need("index.html");
    need("src/features/caller-ids/caller-ids-page.tsx");
    const scripts = [...needed].filter((file) => file.endsWith(".js"));
    const bytes = scripts.map((file) => gzipSync(readFileSync(join(BUILT, file))).length);
    expect(scripts.length).toBeGreaterThan(1);
    expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(LIMIT);
  });
}
