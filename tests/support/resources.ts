import { randomUUID } from "node:crypto";
import type { Given, Store } from "../../packages/server/src/registry/store.ts";
import type { Api, Details } from "./api.ts";
import { freshId, freshNumber } from "./world.ts";

export interface Wanted {
  readonly id?: string;
  /** RFC 3339. */
  readonly createdDate?: string;
  readonly updatedDate?: string;
  readonly state?: Given["state"];
  readonly details?: Details;
}

const CREATED = "2026-10-02T11:41:00Z";

/** Writes resources as they are wanted into a brand, past HTTP: with dates, ids and states of any kind. */
export async function write(
  store: Store,
  { orgId, brandId }: Pick<Api, "orgId" | "brandId">,
  wanted: readonly Wanted[],
): Promise<string[]> {
  const resources = wanted.map(({ id, createdDate = CREATED, updatedDate, state, details }): Given => {
    const created = Date.parse(createdDate);
    return {
      id: id ?? freshId(),
      created,
      updated: updatedDate === undefined ? created : Date.parse(updatedDate),
      state: state ?? "PUBLISHED",
      etag: randomUUID(),
      details: { phoneNumber: freshNumber(), ...details },
    };
  });
  await store.insert({ kind: "callerId", collection: { orgId, parentId: brandId }, by: "tests", resources });
  return resources.map(({ id }) => id);
}

/** A step of the review of a resource, as the registry takes it. */
export async function review(
  store: Store,
  { orgId, brandId }: Pick<Api, "orgId" | "brandId">,
  { id, etag }: { readonly id: string; readonly etag: string },
  state: Given["state"],
): Promise<void> {
  const collection = { orgId, parentId: brandId };
  const step = { kind: "callerId", collection, id, etag, state, by: "review", now: Date.now() } as const;
  if (state !== "PROCESSING") await store.changeState({ ...step, state: "PROCESSING" });
  const { outcome } = await store.changeState(step);
  if (outcome !== "changed") throw new Error(`The review of ${id} found ${outcome}`);
}
