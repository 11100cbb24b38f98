import type { Store } from "../../src/registry/store.ts";
import { openStore } from "../../src/store/open.ts";
import type { StoreOptions } from "../../src/store/options.ts";
import { newWorld, type World } from "../worlds.ts";
import { type Database, newDatabase } from "./database.ts";

/** A database with a store, and with a world in it; it takes all its stores with it. */
export interface Opened extends AsyncDisposable, Omit<World, "second"> {
  readonly database: Database;
  open(options?: StoreOptions, url?: string): Promise<Store>;
}

export async function openOwn(options?: StoreOptions): Promise<Opened> {
  const database = await newDatabase();
  const stores: Store[] = [];
  const open = async (more?: StoreOptions, url = database.url) => {
    const store = await openStore(url, more);
    stores.push(store);
    return store;
  };
  return {
    database,
    open,
    ...(await newWorld(await open(options))),
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
