import type { BrandDetails } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { brandRequests, named } from "../brand-requests.ts";
import type { StoreEngine } from "../engines.ts";
import { NOW } from "../requests.ts";
import { freshId, secludedWorlds, worlds } from "../worlds.ts";

export function brandCases(engine: StoreEngine): void {
  describe("brands", () => {
    const fresh = worlds(engine);

    test("of creates of one brand at once, on two stores, one is taken", async () => {
      const { store, second, brand } = await fresh();
      const ask = brandRequests(brand.orgId);
      for (let round = 0; round < 5; round += 1) {
        const details = named(`Round ${round}`);
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, index) => (index % 2 ? store : second).create(ask.create(details))),
        );
        expect(results.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      }
    });
  });
}
