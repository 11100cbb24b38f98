import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { SettingsError, settingFailure } from "../settings-error.ts";

/** The encodings that a build brings its files in as well, the smallest first, and how their names end. */
const ENCODINGS = { br: ".br", gzip: ".gz" } as const;
export type Encoding = keyof typeof ENCODINGS;
export const ENCODING_NAMES = Object.keys(ENCODINGS) as Encoding[];

/** What a page is made of; a file of another type is none of the console's. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const SETTING = "CALLMARK_CONSOLE";
const INDEX = "index.html";
/** Where a build puts what has the hash of its content in its name, and so never changes. */
export const HASHED = "/assets/";

/** A file of the console, as it is served. */
export interface Page {
  readonly type: string;
  readonly etag: string;
  /** May whoever has it keep it for good? */
  readonly immutable: boolean;
  readonly bytes: Buffer;
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>;
}

/** The built console, whole in memory: a request names one of these paths, and never a file. */
export interface Pages {
  /** By their paths, such as `/assets/index-B1x.js`. */
  readonly files: ReadonlyMap<string, Page>;
  /** What every page begins with. */
  readonly index: Page;
}

/** Reads a built console; throws an error with one clear line where the folder has none. */
export async function readPages(folder: string): Promise<Pages> {
  const names = await readdir(folder, { recursive: true }).catch((error: Error) => {
    throw settingFailure(SETTING, error);
  });
  const paths = new Map(names.map((name) => [`/${name.replaceAll("\\", "/")}`, join(folder, name)]));
  const files = new Map<string, Page>();
  for (const [path, file] of paths) {
    const type = TYPES[extname(path)];
    if (type === undefined || path.includes("/.")) continue;
    files.set(path, await readPage(path, file, type, paths));
  }
  const index = files.get(`/${INDEX}`);
  if (index === undefined) throw new SettingsError(`${SETTING}: there is no ${INDEX} in ${folder}`);
  files.delete(`/${INDEX}`);
  return { files, index };
}

async function readPage(
  path: string,
  file: string,
  type: string,
  paths: ReadonlyMap<string, string>,
): Promise<Page> {
  const bytes = await readFile(file);
  const encoded: Partial<Record<Encoding, Buffer>> = {};
  for (const name of ENCODING_NAMES) {
    const smaller = paths.get(path + ENCODINGS[name]);
    if (smaller !== undefined) encoded[name] = await readFile(smaller);
  }
  // Weak, since it is the same in every encoding.
  const etag = `W/"${hash("sha256", bytes, "base64url")}"`;
  return { type, etag, immutable: path.startsWith(HASHED), bytes, encoded };
}
