import fc from "fast-check";
import { describe, test } from "vitest";
import { action, perform } from "../actions.ts";
import { rows } from "../arbitraries.ts";
import { checkPlainCounts, checkTotals } from "../check-totals.ts";
import type { StoreEngine } from "../engines.ts";
import { inOwnBrand } from "../own-brand.ts";
import { newWorld } from "../worlds.ts";

const steps = fc.array(fc.tuple(fc.nat({ max: 1 }), action), { maxLength: 12, size: "max" });

export function totalCases(engine: StoreEngine): void {
  describe("totals", () => {
    test("are plain counts after any sequence of writes, on each store", async () => {
      await using opened = await engine.open();
      const stores = [opened.store, await opened.another()];
      const { brand } = await newWorld(opened.store);
      await fc.assert(
        fc.asyncProperty(rows(0, 12), steps, async (given, actions) => {
          await inOwnBrand(opened.store, brand.orgId, given, async (collection) => {
            await checkTotals(stores, collection);
            for (const [which, step] of actions) {
              await perform(stores[which] ?? opened.store, collection, step);
              await checkTotals(stores, collection);
              await checkPlainCounts(opened);
            }
          });
        }),
        { numRuns: 40 },
      );
    });
  });
}
