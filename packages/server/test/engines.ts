import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { KindName, Store } from "../src/registry/store.ts";
import { openStore } from "../src/store/open.ts";
import type { StoreOptions } from "../src/store/options.ts";
import { type PlainCount, plainPostgresCounts, plainSqliteCounts } from "./plain-counts.ts";
import {
  newDatabase,
  newPartitionedDatabase,
  type Database as PostgresDatabase,
} from "./postgres/database.ts";
import { readingSettled } from "./postgres/settled.ts";

/** A database that the store's suite runs on. */
export interface StoreEngine {
  readonly name: string;
  /** Do writes that one store is asked for at once happen one after the other, as they were asked for? */
  readonly writesInOrder: boolean;
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
  /** The resources of some kinds, of caller IDs unless named, as the database itself counts them, where somebody else can have a connection to it. */
  readonly plainCounts?: (kinds?: readonly KindName[]) => Promise<readonly PlainCount[]>;
}

export interface Place extends AsyncDisposable {
  readonly url: string;
  /** A store on it, each time another one. */
  open(options?: StoreOptions): Promise<Store>;
  readonly plainCounts: (kinds?: readonly KindName[]) => Promise<readonly PlainCount[]>;
}

async function sqlitePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "callmark-suite-"));
  const file = join(folder, "registry.db");
  return placeAt(`file:${file}`, {
    plainCounts: async (kinds) => plainSqliteCounts(file, kinds),
    remove: () => rm(folder, { recursive: true }),
  });
}

async function postgresPlace(): Promise<Place> {
  return placeIn(await newDatabase());
}

async function partitionedPlace(): Promise<Place> {
  return placeIn(await newPartitionedDatabase());
}

function placeIn(database: PostgresDatabase): Place {
  return placeAt(database.url, {
    plainCounts: (kinds) => plainPostgresCounts(database, kinds),
    remove: () => database[Symbol.asyncDispose](),
    opened: (store) => readingSettled(store, database),
  });
}

function placeAt(
  url: string,
  {
    plainCounts,
    remove,
    opened = (store) => store,
  }: Pick<Place, "plainCounts"> & {
    readonly remove: () => PromiseLike<void>;
    readonly opened?: (store: Store) => Store;
  },
): Place {
  const stores: Store[] = [];
  return {
    url,
    async open(options) {
      const store = await openStore(url, options);
      stores.push(store);
      return opened(store);
    },
    plainCounts,
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store[Symbol.asyncDispose]();
      await remove();
    },
  };
}

/** An engine whose stores are opened at places; each has a place for itself. */
function placed(
  rest: Pick<StoreEngine, "name" | "writesInOrder">,
  newPlace: () => Promise<Place>,
  options: StoreOptions = {},
): StoreEngine {
  return {
    ...rest,
    place: newPlace,
    async open() {
      const place = await newPlace();
      return {
        store: await place.open(options),
        another: () => place.open(options),
        plainCounts: place.plainCounts,
        [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
      };
    },
  };
}

function inMemory(name: string, options: StoreOptions = {}): StoreEngine {
  return {
    name,
    writesInOrder: true,
    async open() {
      const store = await openStore("memory:", options);
      return {
        store,
        another: async () => store,
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      };
    },
  };
}

/** No collection is small enough: each filter that has to be counted goes where queries scan. */
const SCANNING: StoreOptions = { freeRows: -1 };

interface Engines {
  /** The suite's cases are the same for all; the others are the first one in another layout. */
  readonly all: readonly [StoreEngine, ...StoreEngine[]];
  /** For what reads by filters alone. */
  readonly scanning: StoreEngine;
}

const SQLITE: Engines = {
  all: [placed({ name: "a SQLite file", writesInOrder: true }, sqlitePlace), inMemory("memory:")],
  scanning: inMemory("memory:, everything scanned elsewhere", SCANNING),
};

const POSTGRES: Engines = {
  all: [placed({ name: "PostgreSQL", writesInOrder: false }, postgresPlace)],
  scanning: placed(
    { name: "PostgreSQL, everything scanned elsewhere", writesInOrder: false },
    postgresPlace,
    SCANNING,
  ),
};

/** PostgreSQL with its growing tables in partitions, which the suite runs on in a file of its own. */
export const PARTITIONED: StoreEngine = placed(
  { name: "PostgreSQL in partitions", writesInOrder: false },
  partitionedPlace,
);

/** The engines of the project that the tests run in. */
export const ENGINES: Engines = inject("engine") === "PostgreSQL" ? POSTGRES : SQLITE;
