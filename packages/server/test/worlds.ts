import { afterAll, beforeAll } from "vitest";
import type { Collection, Store } from "../src/registry/store.ts";
import type { OpenedStore, StoreEngine } from "./engines.ts";
import { NOW, requests } from "./requests.ts";

/** Two orgs that nobody else knows, the first with two brands, in a registry that other tests use as well. */
export interface World {
  readonly store: Store;
  /** A second store on the same database. */
  readonly second: Store;
  readonly brand: Collection;
  /** Another brand of the same org. */
  readonly sister: Collection;
  /** A brand of another org. */
  readonly foreign: Collection;
  /** Requests for `brand`. */
  readonly ask: ReturnType<typeof requests>;
  /** A number that nobody has. */
  readonly number: string;
}

/** The brands of a world, by where they stand to the first. */
export type Place = "brand" | "sister" | "foreign";

let last = 0n;

/** An id as long as those of the documented examples, beyond 63 bits, and never given before. */
export function freshId(): string {
  last += 1n;
  return String(9_467_895_078_742_000_000n + last);
}

let lastNumber = 0;

/** A number in E.164 that was never given before. */
export function freshNumber(): string {
  lastNumber += 1;
  return `+1800${String(lastNumber).padStart(7, "0")}`;
}

interface Opened {
  readonly registry: OpenedStore;
  readonly second: Store;
}

async function openWithSecond(engine: StoreEngine): Promise<Opened> {
  const registry = await engine.open();
  return { registry, second: await registry.another() };
}

/** Opening a registry starts threads, which takes longer than most tests: one for all that can share it. */
const shared = new Map<StoreEngine, Promise<Opened>>();

/** New worlds in a registry that other tests use too; `closeWorlds` closes it. */
export function worlds(engine: StoreEngine): () => Promise<World> {
  return async () => {
    const opened = shared.get(engine) ?? openWithSecond(engine);
    shared.set(engine, opened);
    const { registry, second } = await opened;
    return { second, ...(await newWorld(registry.store)) };
  };
}

export async function closeWorlds(engine: StoreEngine): Promise<void> {
  const opened = await shared.get(engine);
  shared.delete(engine);
  await opened?.registry[Symbol.asyncDispose]();
}

/** New worlds in a registry for the `describe` that this is called in alone: for what touches all of a registry. */
export function secludedWorlds(engine: StoreEngine): () => Promise<World> {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await openWithSecond(engine);
  });
  afterAll(() => opened?.registry[Symbol.asyncDispose]());
  return async () => {
    if (opened === undefined) throw new Error("The registry is not open");
    return { second: opened.second, ...(await newWorld(opened.registry.store)) };
  };
}

/** A world of its own in a registry. */
export async function newWorld(store: Store): Promise<Omit<World, "second">> {
  const [orgId, otherOrgId] = [freshId(), freshId()];
  const brand = { orgId, parentId: freshId() };
  const sister = { orgId, parentId: freshId() };
  const foreign = { orgId: otherOrgId, parentId: freshId() };
  await Promise.all([orgId, otherOrgId].map((org) => store.addOrg({ orgId: org, now: NOW })));
  await Promise.all(
    [brand, sister, foreign].map((collection) =>
      store.addBrand({ orgId: collection.orgId, brandId: collection.parentId, now: NOW }),
    ),
  );
  return { store, brand, sister, foreign, ask: requests(brand), number: freshNumber() };
}
