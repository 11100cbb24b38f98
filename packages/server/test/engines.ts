import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../src/registry/store.ts";
import { openStore } from "../src/store/open.ts";
import { type PlainCount, plainSqliteCounts } from "./plain-counts.ts";

/** A database that the store's suite runs on. */
export interface StoreEngine {
  readonly name: string;
  open(): Promise<OpenedStore>;
}

/** An empty registry of its own; it takes all its stores with it. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: Store;
  /** A second store on the same database; where the database has but one, that one. */
  another(): Promise<Store>;
  /** What other processes open it by, where they can. */
  readonly url?: string;
  /** All caller IDs as the database itself counts them, on a connection of its own, where there can be one. */
  readonly plainCounts?: () => readonly PlainCount[];
}

const sqliteFile: StoreEngine = {
  name: "a SQLite file",
  async open() {
    const folder = await mkdtemp(join(tmpdir(), "callmark-suite-"));
    const file = join(folder, "registry.db");
    const url = `file:${file}`;
    const stores: Store[] = [];
    const another = async () => {
      const store = await openStore(url);
      stores.push(store);
      return store;
    };
    return {
      store: await another(),
      another,
      url,
      plainCounts: () => plainSqliteCounts(file),
      async [Symbol.asyncDispose]() {
        for (const store of stores) await store[Symbol.asyncDispose]();
        await rm(folder, { recursive: true });
      },
    };
  },
};

const memory: StoreEngine = {
  name: "memory:",
  async open() {
    const store = await openStore("memory:");
    return { store, another: async () => store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  },
};

/** Every engine; the suite's cases are the same for all. */
export const ENGINES: readonly StoreEngine[] = [sqliteFile, memory];
