import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { json, token } from "../test/fake-server.ts";

const INDEX = fileURLToPath(new URL("index.ts", import.meta.url));
/** What the client may weigh, minified and gzipped, in bytes. */
const LIMIT = 15 * 1024;

/** What a browser's bundle of this module has, minified. */
async function bundled(code: string): Promise<string> {
  const build = await rolldown({
    input: "entry",
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : id === "@callmark/client" ? INDEX : null),
        load: (id) => (id === "entry" ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  const [chunk, ...more] = output;
  expect(more).toEqual([]);
  // Nothing is left to be loaded from anywhere.
  expect([...chunk.imports, ...chunk.dynamicImports]).toEqual([]);
  return chunk.code;
}

const WHOLE = 'export * from "@callmark/client";';

test("the whole client is small, and needs nothing of Node's", async () => {
  const code = await bundled(WHOLE);
  expect(code).not.toMatch(/node:|require\(|\bprocess\b|\bBuffer\b/);
  expect(gzipSync(code).byteLength).toBeLessThan(LIMIT);
});

test("who imports the filters alone gets the filters alone", async () => {
  const code = await bundled('export { eq } from "@callmark/client";');
  expect(code).not.toMatch(/oauth2|fetch|retry/i);
  expect(gzipSync(code).byteLength).toBeLessThan(600);
});

test("the bundle works", async () => {
  const folder = await mkdtemp(join(tmpdir(), "callmark-bundle-"));
  try {
    const file = join(folder, "client.mjs");
    await writeFile(file, await bundled(WHOLE));
    const { CallmarkClient, NotFound } = (await import(
      pathToFileURL(file).href
    )) as typeof import("./index.ts");
    const callmark = new CallmarkClient({
      baseUrl: "https://callmark.example",
      clientId: "a",
      clientSecret: "s",
      fetch: async (url) => (String(url).endsWith("/token") ? token() : json([], { status: 404 })),
    });
    const error = await callmark
      .brands({ orgId: "1" })
      .get("2")
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotFound);
    expect((error as Error).name).toBe("NotFound");
  } finally {
    await rm(folder, { recursive: true });
  }
});
