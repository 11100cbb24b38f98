import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { isImageKey, type Picture } from "../registry/images.ts";
import { settingFailure } from "../settings-error.ts";

/** What a folder's name ends in until the database knows its image, and once the image has been removed from there. */
const NEW = ".partial";
const REMOVED = ".removed";
const ENDINGS = [NEW, REMOVED] as const;
const NAME = /^[0-9]{1,4}x[0-9]{1,4}\.(?:png|webp|bmp)$/;

const GROUP_CHARACTERS = 2;

/** Pictures that lie beside those of the images that are there. */
export interface Aside {
  readonly key: string;
  readonly ending: (typeof ENDINGS)[number];
}

/**
 * A folder that the pictures of images lie in, which any number of processes may share. What nobody may need any more
 * lies aside, under another name, before it is removed: a process may have died before it said what it did, and a copy
 * of the registry that was given the same folder may need what this one does not.
 */
export class ImageFolder {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Makes the folder where it is missing. Throws an error with one clear line where nobody can write there. */
  static async open(path: string): Promise<ImageFolder> {
    try {
      await makeFolder(path);
      await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw settingFailure("CALLMARK_IMAGES", error);
    }
    return new ImageFolder(path);
  }

  /**
   * Puts an image's pictures there, aside and on the disk once this returns. When the database has the image, `keep`
   * gives them their place; where it does not take it, `drop` takes them away again.
   */
  async add(key: string, pictures: readonly Picture[]): Promise<Aside> {
    const folder = this.#folderOf(key, NEW);
    try {
      await mkdir(folder, { recursive: true });
      for (const { name, bytes } of pictures) await write(join(folder, expectName(name)), bytes);
      await toDisk(folder);
      await toDisk(dirname(folder));
      await toDisk(this.#path);
      return { key, ending: NEW };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Gives pictures that lie aside their place, unless somebody else has done so. */
  async keep({ key, ending }: Aside): Promise<void> {
    await moved(this.#folderOf(key, ending), this.#folderOf(key));
    await toDisk(dirname(this.#folderOf(key)));
  }

  /** Puts an image's pictures aside, where there are any. `now` in milliseconds since 1970. */
  async setAside(key: string, now: number): Promise<void> {
    const folder = this.#folderOf(key);
    // It counts from now on, and not from when the pictures were written.
    await utimes(folder, now / 1_000, now / 1_000).catch(unlessGone);
    await moved(folder, this.#folderOf(key, REMOVED));
  }

  /** Removes what lies aside. */
  async drop({ key, ending }: Aside): Promise<void> {
    await rm(this.#folderOf(key, ending), { recursive: true, force: true });
  }

  /** One of an image's pictures; `undefined` where there is none of that name. */
  async find(key: string, name: string): Promise<Buffer | undefined> {
    if (!isImageKey(key) || !NAME.test(name)) return undefined;
    // The last, since they may have got their place in between.
    for (const folder of [this.#folderOf(key), this.#folderOf(key, NEW), this.#folderOf(key)]) {
      const found = await readFile(join(folder, name)).catch(unlessGone);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** All that lies aside, some at a time. */
  async *aside(): AsyncGenerator<readonly Aside[]> {
    for (const group of await readdir(this.#path)) {
      if (group.length !== GROUP_CHARACTERS) continue;
      const names = (await readdir(join(this.#path, group)).catch(unlessGone)) ?? [];
      yield names.flatMap((name) => {
        const ending = ENDINGS.find((one) => name.endsWith(one));
        if (ending === undefined) return [];
        const key = name.slice(0, -ending.length);
        return isImageKey(key) && key.startsWith(group) ? [{ key, ending }] : [];
      });
    }
  }

  /** Since when it lies aside, in milliseconds since 1970; `undefined` where it does no longer. */
  async since({ key, ending }: Aside): Promise<number | undefined> {
    return (await stat(this.#folderOf(key, ending)).catch(unlessGone))?.mtimeMs;
  }

  /** In folders by the first characters: none gets as many as there are images. */
  #folderOf(key: string, ending = ""): string {
    if (!isImageKey(key)) throw new Error("Not the key of an image");
    return join(this.#path, key.slice(0, GROUP_CHARACTERS), `${key}${ending}`);
  }
}

/** Somebody may have put a file there, or have been faster. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}

/** Renames a folder of pictures; where there is one of that name, it has the same pictures. */
async function moved(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTEMPTY" || code === "EEXIST") await rm(from, { recursive: true, force: true });
    else unlessGone(error as NodeJS.ErrnoException);
  }
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
