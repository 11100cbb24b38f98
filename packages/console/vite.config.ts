import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The registry that the development server hands requests on to. */
const REGISTRY = process.env.CALLMARK_URL ?? "http://127.0.0.1:8080";
const proxy = Object.fromEntries(
  ["/api", "/registry", "/review", "/images"].map((path) => [path, { target: REGISTRY }]),
);

/** What is worth compressing. */
const TEXT = /\.(?:html|js|css|svg)$/;

/** Puts each file beside it compressed, as small as it gets: the registry serves files as they lie there. */
function compressed(): Plugin {
  let folder = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compress(join(folder, name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
}

export default defineConfig({
  plugins: [react(), compressed()],
  server: { proxy },
  preview: { proxy },
  build: {
    manifest: true,
    // The policy of the pages takes files alone: nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox121", "safari17.5"],
  },
});
