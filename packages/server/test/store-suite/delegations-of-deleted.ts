import { describe, expect, test } from "vitest";
import type { List } from "../../src/registry/store.ts";
import { brandRequests, named } from "../brand-requests.ts";
import { delegationParties, revisionOf } from "../delegation-parties.ts";
import type { StoreEngine } from "../engines.ts";
import { NOW, outcome, readPage, requests } from "../requests.ts";
import { freshId, freshNumber } from "../worlds.ts";

export function deletedDelegationCases(engine: StoreEngine): void {
  describe("delegations of a brand that is deleted", () => {
    const parties = () => delegationParties(engine);

    test("each partner is told when its brand is deleted, once, and goes on seeing it among what is deleted", async () => {
      const { opened, store, brand, sister, partnerId, share, unshare, seen } = await parties();
      await using _ = opened;
      const { parentId: brandId, orgId } = brand;
      const second = freshId();
      await store.addOrg({ orgId: second, now: NOW });
      expect(await share(brandId)).toBe("shared");
      expect(await share(sister.parentId)).toBe("shared");
      expect(await store.share({ brandId, partnerId: second, by: "tests", now: NOW })).toBe("shared");
      const told = async (to: string) => {
        const events = await store.readEvents({ orgId: to, atMost: 100 });
        return events.map((event) => [event.resourceId, event.details.operation, event.state]);
      };
      const began = (id: string) => [id, "CREATE", "ACTIVE"];
      const ended = (id: string) => [id, "DELETE", "NOT_ACTIVE"];

      const { accessRevision } = await seen();
      const number = await store.create(requests(brand).create(freshNumber(), { accessRevision }));
      const remove = brandRequests(orgId).remove(brandId, { accessRevision });
      // It still has a caller ID.
      outcome("rejected", await store.remove(remove));
      expect(await told(second)).toEqual([began(brandId)]);
      const { id } = outcome("created", number);
      outcome("removed", await store.remove({ ...requests(brand).remove(id), accessRevision }));
      outcome("removed", await store.remove({ ...remove, now: NOW + 1 }));
      expect(await told(second)).toEqual([began(brandId), ended(brandId)]);
      expect(await told(partnerId)).toEqual([began(brandId), began(sister.parentId), ended(brandId)]);

      const home = { orgId: partnerId, parentId: partnerId };
      const deleted = brandRequests(orgId).list("state==DELETED", await seen());
      for (const input of [
        deleted,
        { ...deleted, view: "delegatedBrand", collection: home, partnerId: undefined },
      ] as List[]) {
        expect(readPage(await store.list(input)).ids).toEqual([brandId]);
      }
      // The operator may end what is left of it; there is nothing new to tell.
      expect(await unshare(brandId)).toBe("ended");
      expect(await told(partnerId)).toHaveLength(3);
      expect(readPage(await store.list({ ...deleted, ...(await seen()) })).ids).toEqual([]);
    });

    test("a brand that is shared while it is deleted is either not shared, or its partner is told", async () => {
      const { opened, store, second, brand, foreign, partnerId } = await parties();
      await using _ = opened;
      for (let round = 0; round < 10; round += 1) {
        const accessRevision = await revisionOf(store);
        const create = brandRequests(brand.orgId).create(named(`Brand ${round}`), { accessRevision });
        const { id } = outcome("created", await store.create(create));
        const [shared, removed] = await Promise.all([
          second.share({ brandId: id, partnerId, by: "tests", now: NOW }),
          store.remove(brandRequests(brand.orgId).remove(id, { accessRevision })),
        ]);
        // Where the delegation came first, the owner's access has moved.
        if (removed.outcome === "accessChanged") {
          const now = await revisionOf(store);
          outcome(
            "removed",
            await store.remove(brandRequests(brand.orgId).remove(id, { accessRevision: now })),
          );
        }
        const events = await store.readEvents({ orgId: foreign.orgId, atMost: 100 });
        const operations = events
          .filter((event) => event.resourceId === id)
          .map(({ details }) => details.operation);
        expect(operations).toEqual(shared === "shared" ? ["CREATE", "DELETE"] : []);
      }
    });
  });
}
