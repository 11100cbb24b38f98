import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Collection, Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { created, NOW, outcome } from "../requests.ts";
import { secludedWorlds, type World } from "../worlds.ts";
import { Model, type Step } from "./version-model.ts";

const common = { passed: fc.nat({ max: 3 }), pick: fc.nat({ max: 5 }) };
const plain = (kind: "create" | "update" | "remove" | "purge" | "take") =>
  fc.record({ ...common, kind: fc.constant(kind) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: plain("create") },
  { weight: 4, arbitrary: plain("update") },
  { weight: 1, arbitrary: plain("remove") },
  { weight: 1, arbitrary: plain("purge") },
  { weight: 3, arbitrary: plain("take") },
  {
    weight: 6,
    arbitrary: fc.record({
      ...common,
      kind: fc.constant("decide"),
      state: fc.constantFrom(
        "PUBLISHED" as const,
        "PUBLISHED" as const,
        "REJECTED" as const,
        "FAILED" as const,
      ),
    }),
  },
);

export function versionCases(engine: StoreEngine): void {
  describe("versions in force", () => {
    const fresh = secludedWorlds(engine);
    const inForce = async (store: Store, collection: Collection, id: string, at: number) => {
      const found = await store.findVersion({ kind: "callerId", collection, id, at });
      return (
        found && {
          etag: found.etag,
          began: found.began,
          ...(found.ended !== undefined && { ended: found.ended }),
        }
      );
    };
    const publish = async (
      store: Store,
      ask: World["ask"],
      one: { id: string; etag: string },
      at: number,
    ) => {
      outcome("changed", await store.changeState(ask.step(one, "PROCESSING", at)));
      outcome("changed", await store.changeState(ask.step(one, "PUBLISHED", at)));
    };

    test("what was published stays in force until its next version is published", async () => {
      const { store, second, brand, ask, number } = await fresh();
      const first = await created(store, brand, number);
      expect(await inForce(second, brand, first.id, NOW)).toBeUndefined();
      await publish(store, ask, first, NOW + 10);
      const put = ask.update(first.id, { phoneNumber: number, department: "new" }, { now: NOW + 20 });
      const next = outcome("updated", await store.update(put));
      const found = await second.findVersion({
        kind: "callerId",
        collection: brand,
        id: first.id,
        at: NOW + 25,
      });
      expect(found).toMatchObject({ etag: first.etag, began: NOW + 10 });
      expect(found).not.toHaveProperty("ended");
      expect(JSON.parse(found?.body ?? "")).toEqual({
        ...JSON.parse(first.body),
        state: "PUBLISHED",
        updatedDate: "2026-10-02T11:41:00.010Z",
      });
      await publish(store, ask, next, NOW + 30);
      expect(await inForce(second, brand, first.id, NOW + 9)).toBeUndefined();
      for (const at of [NOW + 10, NOW + 29]) {
        expect(await inForce(second, brand, first.id, at)).toEqual({
          etag: first.etag,
          began: NOW + 10,
          ended: NOW + 30,
        });
      }
      expect(await inForce(second, brand, first.id, NOW + 30)).toEqual({ etag: next.etag, began: NOW + 30 });
    });

    test("a version that is rejected takes nothing's place; a deletion ends what is in force", async () => {
      const { store, brand, ask, number } = await fresh();
      const first = await created(store, brand, number);
      await publish(store, ask, first, NOW + 10);
      const put = ask.update(first.id, { phoneNumber: number }, { now: NOW + 20 });
      const next = outcome("updated", await store.update(put));
      outcome("changed", await store.changeState(ask.step(next, "PROCESSING", NOW + 30)));
      outcome("changed", await store.changeState(ask.step(next, "REJECTED", NOW + 30)));
      expect(await inForce(store, brand, first.id, NOW + 40)).toEqual({ etag: first.etag, began: NOW + 10 });
      outcome("removed", await store.remove(ask.remove(first.id, "*", { now: NOW + 50 })));
      expect(await inForce(store, brand, first.id, NOW + 49)).toEqual({
        etag: first.etag,
        began: NOW + 10,
        ended: NOW + 50,
      });
      expect(await inForce(store, brand, first.id, NOW + 50)).toBeUndefined();
    });

    test("at any moment, with the events and the queue, are those of a model", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
          const world = await fresh();
          const model = new Model(world);
          for (const one of steps) await model.perform(one);
          await model.check(inForce);
          await model.end();
        }),
        { numRuns: 60 },
      );
    }, 120_000);
  });
}
