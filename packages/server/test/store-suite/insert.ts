import { STATES } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import type { SeedOrg } from "../../src/registry/seed.ts";
import type { Given, NewAccount } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { codes, created, given, list, NOW, outcome, requests } from "../requests.ts";
import { freshId, freshNumber, worlds } from "../worlds.ts";

const taken = { name: "UniqueViolation" };

export function insertCases(engine: StoreEngine): void {
  describe("insert", () => {
    const fresh = worlds(engine);

    test("writes resources exactly as given, in every state", async () => {
      const { store, second, brand, ask } = await fresh();
      const resources = STATES.map((state, index) =>
        given(freshNumber(), {
          state,
          created: index,
          updated: NOW + index,
          ...(index % 2 === 0 && { department: "d" }),
        }),
      );
      expect(await store.insert(ask.insert(...resources))).toBeUndefined();
      const page = await list(second, brand, `state=in=(${STATES.join(",")})`);
      expect(page.total).toBe(STATES.length);
      expect([...page.resources].reverse()).toEqual(
        resources.map(({ id, created, updated, state, etag, details }) => ({
          orgId: brand.orgId,
          brandId: brand.parentId,
          id,
          createdDate: new Date(created).toISOString().replace(".000Z", "Z"),
          updatedDate: new Date(updated).toISOString().replace(".000Z", "Z"),
          state,
          etag,
          callerIdDetails: details,
        })),
      );
      for (const state of STATES) expect((await list(second, brand, `state==${state}`)).total).toBe(1);
      const live = STATES.length - 1;
      expect(await second.count({ kind: "callerId", collection: brand })).toEqual({ live });
    });

    test("nothing to insert changes nothing", async () => {
      const { store, brand, ask } = await fresh();
      await store.insert(ask.insert());
      expect((await list(store, brand)).total).toBe(0);
    });

    test("a number or an id that is taken is refused, and with it all that came along", async () => {
      const { store, brand, sister, foreign, ask, number } = await fresh();
      await created(store, brand, number);
      const held = await created(store, foreign, freshNumber());
      const heldNumber = JSON.parse(held.body).callerIdDetails.phoneNumber as string;
      const own = given(freshNumber());
      await store.insert(ask.insert(own));
      const twice = freshNumber();
      const offenders: Readonly<Record<string, Given[]>> = {
        "the brand's own number": [given(number, { state: "REJECTED" })],
        "a number that another org holds": [given(heldNumber)],
        "an id of the brand": [given(freshNumber(), { id: own.id })],
        "a number twice in one brand": [given(twice, { state: "FAILED" }), given(twice, { state: "FAILED" })],
      };
      for (const [name, resources] of Object.entries(offenders)) {
        const input = ask.insert(given(freshNumber()), ...resources, given(freshNumber()));
        await expect(store.insert(input), name).rejects.toMatchObject(taken);
        expect((await list(store, brand)).total, name).toBe(2);
      }
      // What the refused ones held on their way is free.
      await created(store, sister, twice);
    });

    test("one that is refused takes none of the writes with it that came at the same time", async () => {
      const { store, brand, ask, number } = await fresh();
      await created(store, brand, number);
      const written = await Promise.allSettled([
        store.create(ask.create(freshNumber())),
        store.insert(ask.insert(given(freshNumber()), given(number))),
        store.create(ask.create(freshNumber())),
        store.create(ask.create(number)),
      ]);
      expect(written).toMatchObject([
        { value: { outcome: "created" } },
        { reason: taken },
        { value: { outcome: "created" } },
        { value: { outcome: "rejected" } },
      ]);
      expect((await list(store, brand)).total).toBe(3);
    });

    test("a number that another org holds may be inserted where it holds nothing", async () => {
      const { store, foreign, brand, ask, number } = await fresh();
      await created(store, foreign, number);
      await store.insert(
        ask.insert(...(["REJECTED", "DELETED", "DELETED"] as const).map((state) => given(number, { state }))),
      );
      expect((await list(store, brand)).total).toBe(1);
      expect(codes(await store.create(ask.create(number)))).toEqual([
        "PhoneNumberIsMatched",
        "PhoneNumberInUseUnderDifferentOrganization",
      ]);
    });

    test("a brand that is not there takes none", async () => {
      const { store, brand } = await fresh();
      const nowhere = { orgId: brand.orgId, parentId: freshId() };
      await expect(store.insert(requests(nowhere).insert(given(freshNumber())))).rejects.toThrow();
      expect(await store.list(requests(nowhere).list())).toEqual({ outcome: "noParent" });
    });
  });

  describe("seed", () => {
    const account = (clientId: string, orgId: string): NewAccount => ({
      clientId,
      orgId,
      permission: "read-only",
      secretHash: `hash of ${clientId}`,
      demo: true,
      created: NOW,
    });
    const number = freshNumber();
    const orgs: readonly SeedOrg[] = [
      {
        orgId: "1",
        accounts: [account("a", "1"), account("b", "1")],
        brands: [
          { brandId: "11", callerIds: [given(number), given(freshNumber(), { state: "DELETED" })] },
          { brandId: "12", callerIds: [] },
        ],
      },
      {
        orgId: "18446744073709551616",
        accounts: [],
        brands: [{ brandId: "21", callerIds: [given(freshNumber())] }],
      },
    ];

    test("fills an empty registry once, and another not at all", async () => {
      await using registry = await engine.open();
      const { store } = registry;
      expect(await store.seed({ orgs, now: NOW })).toBe("seeded");
      const second = await registry.another();
      const brand = { orgId: "1", parentId: "11" };
      expect((await list(second, brand)).total).toBe(1);
      expect((await list(second, brand, "state==DELETED")).total).toBe(1);
      expect((await list(second, { orgId: "1", parentId: "12" })).total).toBe(0);
      expect((await list(second, { orgId: "18446744073709551616", parentId: "21" })).total).toBe(1);
      expect((await second.listAccounts({})).map(({ clientId, orgId }) => [clientId, orgId])).toEqual([
        ["a", "1"],
        ["b", "1"],
      ]);
      expect(await second.findAccount({ clientId: "b" })).toMatchObject({
        secretHash: "hash of b",
        demo: true,
      });
      expect(
        codes(await second.create(requests({ orgId: "1", parentId: "12" }).create(number))),
      ).toHaveLength(1);

      const more = [{ orgId: "3", accounts: [account("c", "3")], brands: [] }];
      expect(await second.seed({ orgs: more, now: NOW })).toBe("notEmpty");
      expect(await second.findAccount({ clientId: "c" })).toBeUndefined();
      expect(await second.addOrg({ orgId: "3", now: NOW })).toBe("added");
    });

    test("of several at once one fills the registry", async () => {
      await using registry = await engine.open();
      const stores = [registry.store, await registry.another(), registry.store];
      const results = await Promise.all(stores.map((store) => store.seed({ orgs, now: NOW })));
      expect(results.sort()).toEqual(["notEmpty", "notEmpty", "seeded"]);
      expect((await list(registry.store, { orgId: "1", parentId: "11" })).total).toBe(1);
    });

    test("all of it or nothing", async () => {
      await using registry = await engine.open();
      const { store } = registry;
      const twice = { orgId: "2", accounts: [], brands: [{ brandId: "22", callerIds: [given(number)] }] };
      await expect(store.seed({ orgs: [...orgs.slice(0, 1), twice], now: NOW })).rejects.toMatchObject(taken);
      expect(await store.listAccounts({})).toEqual([]);
      expect(await store.findBrand({ brandId: "11" })).toBeUndefined();
      // A registry that took nothing is empty still.
      expect(await store.seed({ orgs, now: NOW })).toBe("seeded");
      outcome("page", await store.list(requests({ orgId: "1", parentId: "11" }).list()));
    });
  });
}
