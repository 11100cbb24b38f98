import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Folder, temporaryFolder } from "./folder.ts";

export const INDEX =
  '<!doctype html><script type="module" src="/assets/index-C01th3_b.js"></script><div id="root"></div>';
export const SCRIPT = `console.log("callmark");${" ".repeat(2_000)}\n`;
export const SCRIPT_PATH = "/assets/index-C01th3_b.js";
/** What lies in the folder, or beside it, and is nobody's to read. */
export const SECRET = "not to be served";

/** A folder with a console as its build leaves one, and with what is to be kept. */
export async function builtConsole(): Promise<Folder & { readonly console: string }> {
  const folder = await temporaryFolder();
  const console = join(folder.path, "dist");
  await mkdir(join(console, "assets"), { recursive: true });
  await mkdir(join(console, ".vite"));
  const files: readonly (readonly [string, string | Buffer])[] = [
    ["index.html", INDEX],
    [SCRIPT_PATH, SCRIPT],
    [`${SCRIPT_PATH}.br`, brotliCompressSync(SCRIPT)],
    [`${SCRIPT_PATH}.gz`, gzipSync(SCRIPT)],
    ["assets/icon-BzfNX1YR.svg", "<svg/>"],
    [".vite/manifest.json", SECRET],
    [".sources", SECRET],
    ["notes.txt", SECRET],
    ["../secret.html", SECRET],
  ];
  for (const [name, content] of files) await writeFile(join(console, name), content);
  return Object.assign(folder, { console });
}
