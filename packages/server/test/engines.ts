import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../src/registry/store.ts";
import { openStore } from "../src/store/open.ts";
import { type PlainCount, plainSqliteCounts } from "./plain-counts.ts";

/** A database that the store's suite runs on. */
export interface StoreEngine {
  readonly name: string;
  /** An empty registry of its own. */
  open(): Promise<OpenedStore>;
  /** A place for one that nobody has opened yet, where other processes can open it too. */
  readonly place?: () => Promise<Place>;
}

/** It takes all its stores with it. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: Store;
  /** A second store on the same database; where the database has but one, that one. */
  another(): Promise<Store>;
  /** All caller IDs as the database itself counts them, where somebody else can have a connection to it. */
  readonly plainCounts?: () => readonly PlainCount[];
}

export interface Place extends AsyncDisposable {
  readonly url: string;
  /** A store on it, each time another one. */
  open(): Promise<Store>;
  readonly plainCounts: () => readonly PlainCount[];
}

async function sqlitePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "callmark-suite-"));
  const file = join(folder, "registry.db");
  const url = `file:${file}`;
  const stores: Store[] = [];
  return {
    url,
    async open() {
      const store = await openStore(url);
      stores.push(store);
      return store;
    },
    plainCounts: () => plainSqliteCounts(file),
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

const sqliteFile: StoreEngine = {
  name: "a SQLite file",
  place: sqlitePlace,
  async open() {
    const place = await sqlitePlace();
    return {
      store: await place.open(),
      another: place.open,
      plainCounts: place.plainCounts,
      [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
    };
  },
};

const memory: StoreEngine = {
  name: "memory:",
  async open() {
    const store = await openStore("memory:");
    return {
      store,
      another: async () => store,
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  },
};

/** No collection is small enough: each filter that has to be counted goes to the scanning thread. */
export const SCANNING: StoreEngine = {
  name: "memory:, everything scanned elsewhere",
  async open() {
    const store = await openStore("memory:", { freeRows: -1 });
    return {
      store,
      another: async () => store,
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  },
};

/** Every engine; the suite's cases are the same for all. */
export const ENGINES: readonly StoreEngine[] = [sqliteFile, memory];
