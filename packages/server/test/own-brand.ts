import { STATES } from "@callmark/contract";
import type { Collection, Given, Store } from "../src/registry/store.ts";
import { list, NOW, outcome, type Resource, requests } from "./requests.ts";
import { freshId } from "./worlds.ts";

/** Every resource of a collection, deleted ones as well. */
export async function everything(store: Store, collection: Collection): Promise<readonly Resource[]> {
  const { resources, more } = await list(store, collection, `state=in=(${STATES.join(",")})`);
  if (more !== undefined) throw new Error("More resources than a page has");
  return resources;
}

/** Does something with a new brand that has these resources; afterwards their numbers are free again. */
export async function inOwnBrand(
  store: Store,
  orgId: string,
  resources: readonly Given[],
  act: (collection: Collection) => Promise<void>,
): Promise<void> {
  const collection = { orgId, parentId: freshId() };
  await store.addBrand({ orgId, brandId: collection.parentId, now: NOW });
  const ask = requests(collection);
  await store.insert(ask.insert(...resources));
  try {
    await act(collection);
  } finally {
    const { ids } = await list(store, collection);
    for (const result of await Promise.all(ids.map((id) => store.remove(ask.remove(id)))))
      outcome("removed", result);
  }
}
