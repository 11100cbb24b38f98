import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isImageKey, type Picture } from "../registry/images.ts";

/** What a folder's name ends in while its pictures are being written. */
const PARTIAL = ".partial";
const NAME = /^[0-9]{1,4}x[0-9]{1,4}\.(?:png|webp|bmp)$/;

const GROUP_CHARACTERS = 2;

/** A folder that the pictures of images lie in, which any number of processes may share. */
export class ImageFolder {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Makes the folder where it is missing. Throws an `Error` with one clear line where nobody can write there. */
  static async open(path: string): Promise<ImageFolder> {
    try {
      await mkdir(path, { recursive: true });
      await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new Error(`CALLMARK_IMAGES: ${(error as Error).message}`);
    }
    return new ImageFolder(path);
  }

  /**
   * Puts an image's pictures there, on the disk once this returns. They have their name only as a whole, and nobody
   * knows that name yet: what is written of the image afterwards may fail, and then `remove` takes them away again.
   */
  async add(key: string, pictures: readonly Picture[]): Promise<void> {
    const folder = this.#folderOf(key);
    const partial = `${folder}${PARTIAL}`;
    try {
      await mkdir(partial, { recursive: true });
      for (const { name, bytes } of pictures) await write(join(partial, expectName(name)), bytes);
      await toDisk(partial);
      await rename(partial, folder);
      await toDisk(dirname(folder));
      await toDisk(this.#path);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** One of an image's pictures; `undefined` where there is none of that name. */
  async find(key: string, name: string): Promise<Buffer | undefined> {
    if (!isImageKey(key) || !NAME.test(name)) return undefined;
    try {
      return await readFile(join(this.#folderOf(key), name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Removes an image's pictures, where there are any, whole or half written. */
  async remove(key: string): Promise<void> {
    const folder = this.#folderOf(key);
    for (const path of [folder, `${folder}${PARTIAL}`]) await rm(path, { recursive: true, force: true });
  }

  /** The keys of all pictures that are there, whole or half written, some at a time; what is no picture is passed over. */
  async *keys(): AsyncGenerator<readonly string[]> {
    for (const group of await readdir(this.#path)) {
      if (group.length !== GROUP_CHARACTERS) continue;
      const names = await readdir(join(this.#path, group)).catch(nothing);
      const keys = names.map((name) => (name.endsWith(PARTIAL) ? name.slice(0, -PARTIAL.length) : name));
      yield [...new Set(keys.filter((key) => isImageKey(key) && key.startsWith(group)))];
    }
  }

  /** When an image's pictures were written last, in milliseconds since 1970; `undefined` where there are none. */
  async written(key: string): Promise<number | undefined> {
    const folder = this.#folderOf(key);
    const found = await Promise.all(
      [folder, `${folder}${PARTIAL}`].map((path) => stat(path).catch(() => undefined)),
    );
    const times = found.flatMap((one) => (one === undefined ? [] : [one.mtimeMs]));
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** In folders by the first characters: none gets as many as there are images. */
  #folderOf(key: string): string {
    if (!isImageKey(key)) throw new Error("Not the key of an image");
    return join(this.#path, key.slice(0, GROUP_CHARACTERS), key);
  }
}

/** Somebody may have put a file there, or taken the folder away. */
function nothing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOTDIR" || error.code === "ENOENT") return [];
  throw error;
}

function expectName(name: string): string {
  if (!NAME.test(name)) throw new Error("Not the name of a picture");
  return name;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function toDisk(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
