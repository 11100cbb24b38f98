import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { requests } from "../../../test/requests.ts";
import { StoreUnavailable } from "../../registry/store.ts";
import type { Input, OperationName } from "../operations/index.ts";
import { UniqueViolation } from "../transaction.ts";
import type { ConnectionOptions } from "./connection.ts";

interface StartedThread {
  readonly entry: string;
  readonly file: string;
  readonly durable: boolean;
}

/** What the store asked of its own connections and of its threads. */
const opened: ConnectionOptions[] = [];
const threads: StartedThread[] = [];
/** What the writing thread fails with before it does anything, one for each write. */
const failures: Error[] = [];
const writers = () => threads.filter(({ entry }) => entry === "writing-thread.ts");

vi.mock(import("./connection.ts"), async (original) => {
  const { Connection } = await original();
  return {
    Connection: class extends Connection {
      constructor(options: ConnectionOptions) {
        super(options);
        opened.push(options);
      }
    },
  };
});
vi.mock(import("./thread.ts"), async (original) => {
  const { Thread } = await original();
  return {
    Thread: class extends Thread {
      constructor(entry: URL, options: Omit<StartedThread, "entry">) {
        super(entry, options);
        threads.push({ ...options, entry: basename(entry.pathname) });
      }

      override do<Name extends OperationName>(name: Name, input: Input<Name>, deadline?: number) {
        const failure = failures.shift();
        return failure === undefined ? super.do(name, input, deadline) : Promise.reject(failure);
      }
    },
  };
});

const { openSqliteStore, openTemporaryStore } = await import("./store.ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-sqlite-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  opened.length = 0;
  threads.length = 0;
  failures.length = 0;
});

test("a file is written durably, and made with its folders where it is missing", async () => {
  const file = join(folder, "a", "b", "registry.db");
  await using store = await openSqliteStore(file);
  expect(await store.addOrg({ orgId: "1", now: 0 })).toBe("added");
  expect((await stat(file)).isFile()).toBe(true);
  expect(writers()).toMatchObject([{ file, durable: true }]);
  expect(opened).toMatchObject([{ file, role: "answers", durable: true }]);
});

test("what was written is there when the file is opened again, its key too", async () => {
  const file = join(folder, "again.db");
  const first = await openSqliteStore(file);
  await first.addOrg({ orgId: "1", now: 0 });
  const key = await first.rootKey();
  await first[Symbol.asyncDispose]();
  await using second = await openSqliteStore(file);
  expect(await second.addOrg({ orgId: "1", now: 0 })).toBe("exists");
  expect(await second.rootKey()).toBe(key);
});

test("a temporary registry does not wait for the disk, and takes its folder with it", async () => {
  const store = await openTemporaryStore();
  const file = opened[0]?.file ?? "";
  expect(writers()).toMatchObject([{ file, durable: false }]);
  expect((await stat(file)).isFile()).toBe(true);
  await store[Symbol.asyncDispose]();
  await expect(stat(join(file, ".."))).rejects.toMatchObject({ code: "ENOENT" });
});

test("reads that begin at once share one connection, and are all answered", async () => {
  const file = join(folder, "many.db");
  const { list } = requests({ orgId: "1", parentId: "2" });
  {
    await using store = await openSqliteStore(file);
    await store.addOrg({ orgId: "1", now: 0 });
    await store.addBrand({ orgId: "1", brandId: "2", now: 0 });
    const reads = Array.from({ length: 500 }, () => store.list(list()));
    expect(await Promise.all(reads)).toMatchObject(
      reads.map(() => ({ outcome: "page", data: "", total: 0 })),
    );
    expect(opened).toHaveLength(1);
  }
  // All of them are closed: the last one takes the log away.
  expect((await readdir(folder)).filter((name) => name.startsWith("many.db"))).toEqual(["many.db"]);
});

test("a place that is no file is refused", async () => {
  await expect(openSqliteStore(folder)).rejects.toThrow();
});

test("a write that meets a value that is taken is done again, three times in all; another failure is told", async () => {
  await using store = await openSqliteStore(join(folder, "tries.db"));
  const taken = () => new UniqueViolation("caller_ids.id");
  const add = (orgId: string) => store.addOrg({ orgId, now: 0 });
  failures.push(taken(), taken());
  expect(await add("1")).toBe("added");
  failures.push(taken(), taken(), taken());
  await expect(add("2")).rejects.toThrow(UniqueViolation);
  failures.push(new StoreUnavailable("busy"));
  await expect(add("2")).rejects.toThrow(StoreUnavailable);
  expect(failures).toEqual([]);
  expect(await add("2")).toBe("added");
});
