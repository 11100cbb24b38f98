import { spawnSync } from "node:child_process";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Folder, temporaryFolder } from "../../support/folder.ts";

/** A place where a program's files can be kept from growing. */
export interface SmallDisk extends Folder {
  /** From here on there is room for so many bytes more, or, for a process that runs, for files of that size. */
  limit(bytes: number, pid?: number): Promise<void>;
  makeRoom(pid: number): Promise<void>;
  /** What a program is started under, so that it finds room for so many bytes. */
  under(bytes: number): readonly string[];
}

export interface DiskKind {
  readonly name: string;
  /** What it takes that is not everywhere. */
  readonly needs: string;
  isHere(): boolean;
  open(): Promise<SmallDisk>;
}

const SIZE = 16 * 1024 * 1024;

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function run(command: string, ...args: string[]): void {
  if (!succeeds(command, ...args)) throw new Error(`${command} ${args.join(" ")} failed`);
}

/** A file system in memory of a few megabytes: what does not fit gets ENOSPC. */
const FILE_SYSTEM: DiskKind = {
  name: "a file system without room",
  needs: "the right to mount a tmpfs",
  // Mounted in a namespace of its own, which goes with the process.
  isHere: () => succeeds("unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"),
  async open() {
    const folder = await temporaryFolder();
    const path = join(folder.path, "disk");
    const ballast = join(path, "ballast");
    await mkdir(path);
    run("mount", "-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", path);
    return {
      path,
      async limit(bytes) {
        const { bavail, bsize } = await statfs(path);
        await writeFile(ballast, Buffer.alloc(bavail * bsize - bytes));
      },
      makeRoom: () => rm(ballast),
      under: () => [],
      async [Symbol.asyncDispose]() {
        run("umount", path);
        await folder[Symbol.asyncDispose]();
      },
    };
  },
};

/** A limit of the process on the size of its files: what goes beyond it gets EFBIG, as on a disk that fails. */
const FILE_SIZE: DiskKind = {
  name: "a limit on the size of files",
  needs: "prlimit of util-linux",
  isHere: () => succeeds("prlimit", "--version"),
  async open() {
    const folder = await temporaryFolder();
    return {
      ...folder,
      async limit(bytes, pid) {
        if (pid !== undefined) run("prlimit", "--pid", String(pid), `--fsize=${bytes}:`);
      },
      // Where the process has ended, its limit has as well.
      makeRoom: async (pid) => void succeeds("prlimit", "--pid", String(pid), "--fsize=unlimited:"),
      under: (bytes) => ["prlimit", `--fsize=${bytes}`],
    };
  },
};

export const DISKS: readonly DiskKind[] = [FILE_SYSTEM, FILE_SIZE];
