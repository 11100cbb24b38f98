import { describe, expect, test } from "vitest";
import type { StoreEngine } from "../engines.ts";
import { created, list, NOW, outcome, requests } from "../requests.ts";
import { freshNumber, secludedWorlds } from "../worlds.ts";

export function delegationCases(engine: StoreEngine): void {
  // A delegation changes the access of all who are in the registry.
  describe("delegations", () => {
    const fresh = secludedWorlds(engine);

    test("a partner lists the caller IDs of a brand that is shared with it, and of no other", async () => {
      const { store, second, brand, sister, foreign } = await fresh();
      const partnerId = foreign.orgId;
      const made = [await created(store, brand, freshNumber()), await created(store, brand, freshNumber())];
      await created(store, sister, freshNumber());
      const own = await created(store, foreign, freshNumber());
      expect(await store.share({ brandId: brand.parentId, partnerId, by: "tests", now: NOW })).toBe("shared");
      const asPartner = { partnerId, accessRevision: 2 };
      const ids = made.map(({ id }) => id).sort();
      for (const ql of [undefined, "state==SUBMITTED", "callerIdDetails.phoneNumber==+1*"]) {
        const page = await list(second, brand, ql, asPartner);
        expect({ ids: [...page.ids].sort(), total: page.total }, ql).toEqual({ ids, total: 2 });
      }
      const first = await list(second, brand, undefined, { ...asPartner, limit: 1 });
      const after = first.more ?? { created: 0, id: "1" };
      const rest = await list(second, brand, undefined, { ...asPartner, after });
      expect([...first.ids, ...rest.ids].sort()).toEqual(ids);
      outcome("noParent", await second.list(requests(sister).list(undefined, asPartner)));
      const mine = await list(second, foreign, undefined, { accessRevision: 2 });
      expect(mine.ids).toEqual([own.id]);
    });
  });
}
