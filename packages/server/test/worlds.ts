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

/**
 * One registry for the tests of the `describe` that it is called in; each call of what it gives makes a new world
 * in it. Opening a registry starts a thread, which takes longer than most tests.
 */
export function worlds(engine: StoreEngine): () => Promise<World> {
  let opened: OpenedStore | undefined;
  let second: Store | undefined;
  beforeAll(async () => {
    opened = await engine.open();
    second = await opened.another();
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());
  return async () => {
    if (opened === undefined || second === undefined) throw new Error("The registry is not open");
    return { second, ...(await newWorld(opened.store)) };
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
